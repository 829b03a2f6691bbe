package import RollcallCore
package import RollcallWire

/// A stretch of the history without a hole, oldest first, and what is known to lie between its events.
package struct Journal: Sendable, Equatable {
    /// What is read further back is let go of again only from here on.
    package static let countMax = 5_000
    /// As many are kept of what comes by itself.
    private static let followedMax = 1_000
    private static let slack = 500

    package private(set) var events: [EventView] = []
    /// More is kept by the daemon than is read here.
    package private(set) var hasEarlier = true
    /// By the revision they come after.
    package private(set) var gaps: [Int64: LinkGap] = [:]
    private var keptMax = followedMax

    init() {}

    init(_ events: [EventView], hasEarlier: Bool = true, gaps: [Int64: LinkGap] = [:]) {
        self.events = events.map { $0.harmlessWithInstance() }
        self.hasEarlier = hasEarlier
        self.gaps = gaps
    }

    var first: Int64? { events.first?.revision }
    var last: Int64? { events.last?.revision }

    mutating func append(_ event: EventView) {
        events.append(event.harmlessWithInstance())
        guard events.count >= keptMax + Self.slack else { return }
        events.removeFirst(events.count - keptMax)
        hasEarlier = true
    }

    /// Puts a page in front that was read backwards. Pages that no longer fit are passed over.
    mutating func prepend(_ page: [EventView], hasEarlier: Bool) {
        let page = page.filter { event in first.map { event.revision < $0 } ?? true }
        guard events.count + page.count <= Self.countMax else {
            self.hasEarlier = false
            return
        }
        keptMax = Self.countMax
        events.insert(contentsOf: page.map { $0.harmlessWithInstance() }, at: 0)
        self.hasEarlier = hasEarlier
    }

    mutating func note(_ gap: LinkGap) { gaps[gap.after] = gap }

    /// The place of an event. Revisions ascend, so that it is found by halving.
    func index(of revision: Int64) -> Int? {
        let index = events.partitioned { $0.revision < revision }
        return index < events.count && events[index].revision == revision ? index : nil
    }

    package func event(_ revision: Int64) -> EventView? { index(of: revision).map { events[$0] } }

    /// The newest event that is not later than `time`.
    func newest(notAfter time: WallTime) -> EventView? {
        let index = events.partitioned { event in WallTime(rfc3339: event.time).map { $0 <= time } ?? true }
        return index == 0 ? nil : events[index - 1]
    }
}

/// A time in which the daemon was not heard of.
package struct LinkGap: Sendable, Equatable {
    /// The last revision before.
    package let after: Int64
    package let from: WallTime
    package let to: WallTime
    /// What the daemon told afterwards about that time; nil when it could not.
    package let fetched: Int64?
}

extension Array {
    /// How many elements stand in front for which `isBefore` holds; it holds for none behind them.
    func partitioned(by isBefore: (Element) -> Bool) -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension EventView {
    /// As `harmless`, with the instance it brings: the registry as it was is made of those.
    func harmlessWithInstance() -> EventView {
        var view = harmless()
        view.after = after?.harmless()
        return view
    }

    func isAbout(_ subject: Subject) -> Bool {
        switch subject {
        case .service(let name): service == name
        case .instance(let id): instance == id
        }
    }
}
