/// A page of the history, as asked for. Bounds are exclusive for revisions, inclusive for times.
package struct EventQuery: Sendable, Equatable {
    package enum Order: String, Sendable, CaseIterable { case ascending = "asc", descending = "desc" }

    package var after: Revision?
    package var before: Revision?
    package var since: WallTime?
    package var until: WallTime?
    package var service: ServiceName?
    package var instance: InstanceID?
    /// Empty asks for all.
    package var kinds: Set<EventKind> = []
    package var order: Order = .ascending
    package var limit: Int = 100

    package static let limits = 1...1_000

    package init() {}
}

/// One answer to an `EventQuery`.
package struct EventPage: Sendable, Equatable {
    package let events: [RegistryEvent]
    /// Whether the query has more to give beyond the last event.
    package let hasMore: Bool
    /// The newest revision whose event is no longer kept; zero while all are.
    package let floor: Revision

    package init(events: [RegistryEvent], hasMore: Bool, floor: Revision) {
        self.events = events
        self.hasMore = hasMore
        self.floor = floor
    }
}
