package import RollcallWire

/// The newest events, oldest first; older ones are let go.
package struct RecentEvents: Sendable, Equatable {
    package static let countMax = 500
    /// Letting go in batches keeps an append cheap.
    private static let slack = 100

    private var events: [EventView] = []

    init() {}

    /// Events that were made harmless before.
    init(_ events: some Collection<EventView>) {
        self.events = Array(events.suffix(Self.countMax))
    }

    package var newest: ArraySlice<EventView> { events.suffix(Self.countMax) }
    package var count: Int { newest.count }

    mutating func append(_ event: EventView) {
        events.append(event.harmless())
        if events.count >= Self.countMax + Self.slack { events.removeFirst(events.count - Self.countMax) }
    }

    /// Revisions ascend, so that one is found by halving.
    func event(_ revision: Int64) -> EventView? {
        var low = events.startIndex
        var high = events.endIndex
        while low < high {
            let middle = (low + high) / 2
            if events[middle].revision < revision { low = middle + 1 } else { high = middle }
        }
        return low < events.endIndex && events[low].revision == revision ? events[low] : nil
    }
}
