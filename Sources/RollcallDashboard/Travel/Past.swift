import RollcallCore
package import RollcallWire

/// What a daemon or a database tells about the registry as it was, and about the events around.
package struct PastPage: Codable, Sendable, Equatable {
    package enum Bound: String, Codable, Sendable {
        /// Asked was for something before the kept history, or after its end.
        case earliest, newest
    }

    /// The revision that the point came to.
    package var position: Int64
    /// The bound that the point lay beyond.
    package var bound: Bound?
    /// The registry some events before the position.
    package var state: PastView
    /// From there on, without a hole, up to the position and some way further.
    package var events: [EventView]
    package var floor: Int64
    package var newest: Int64

    package init(
        position: Int64, bound: Bound? = nil, state: PastView, events: [EventView], floor: Int64, newest: Int64
    ) {
        self.position = position
        self.bound = bound
        self.state = state
        self.events = events
        self.floor = floor
        self.newest = newest
    }

    /// How many events are read on either side of a position: enough to step about without asking again.
    package static let reach: Int64 = 200
}

/// The registry as it was, at a position that moves event by event over the stretch of history that was read.
package struct Past: Sendable {
    package private(set) var world = World()
    package let floor: Int64
    let newest: Int64
    /// The first revision that can be shown; that one has no event here.
    private let anchor: Int64
    private var unfolds: [Unfold] = []

    /// Costs what the registry is large: made beside the screen's thread, not on it.
    package init(_ page: PastPage) {
        floor = page.floor
        newest = page.newest
        anchor = page.state.revision
        world.epoch = CellText.sanitized(page.state.epoch)
        world.revision = anchor
        world.census = Census(past: page.state.instances)
        world.journal = Journal(page.events, hasEarlier: anchor > page.floor)
        move(to: page.position)
    }

    package var revision: Int64 { world.revision }
    var position: Int64 { world.revision }
    var event: EventView? { world.journal.event(position) }
    var time: WallTime? { event.flatMap { WallTime(rfc3339: $0.time) } }
    /// What the event at the position changed.
    var differences: [ServiceDifference] { unfolds.last.map(world.census.differences) ?? [] }

    func covers(_ revision: Int64) -> Bool {
        anchor < revision && revision <= world.journal.last ?? anchor
    }

    /// False when `revision` lies outside of what was read.
    @discardableResult
    package mutating func move(to revision: Int64) -> Bool {
        guard covers(revision) else { return false }
        while let last = unfolds.last, last.revision > revision {
            world.census.foldBack(last)
            unfolds.removeLast()
        }
        let journal = world.journal.events
        let next = journal.partitioned { $0.revision <= unfolds.last?.revision ?? anchor }
        for event in journal[next...].prefix(while: { $0.revision <= revision }) {
            unfolds.append(world.census.foldForth(event, at: .zero))
        }
        world.revision = revision
        world.events = RecentEvents(journal.prefix(while: { $0.revision <= revision }))
        return true
    }

    /// The daemon goes on: what joins on belongs to the history that can be walked.
    mutating func join(_ event: EventView) {
        guard event.revision == (world.journal.last ?? anchor) + 1 else { return }
        world.journal.append(event)
    }

    mutating func note(_ gaps: [Int64: LinkGap]) {
        for gap in gaps.values { world.journal.note(gap) }
    }
}
