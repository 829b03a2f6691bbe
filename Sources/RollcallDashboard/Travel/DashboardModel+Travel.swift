package import RollcallCore
import RollcallWire

extension DashboardModel {
    package var isTravelling: Bool { travel != nil }

    /// The revision that the screens show while one travels.
    package var pastRevision: Int64? { travel?.past?.position }

    /// The time that the screens show; nil in the present.
    package var asOfTime: WallTime? { travel.flatMap { $0.time ?? $0.past?.time } }

    var newestRevision: Int64 { max(live.revision, travel?.past?.newest ?? 0) }

    /// Leases of the past are not known either, but that is no fault of the link.
    var knowsLeases: Bool { travel != nil || linkState.knowsLeases }

    /// Sets out as soon as the registry is known.
    package mutating func startTravel(at point: PastPoint) {
        travel = Travel()
        travel?.wish = point
    }

    mutating func beginTravel() -> [Command] {
        guard let wish = travel?.wish, travel?.past == nil else { return [] }
        return go(to: wish)
    }

    /// The keys of time travel.
    mutating func travel(on action: Action) -> [Command]? {
        switch action {
        case .travel: enterPast()
        case .live: goLive()
        case .goToTime: askForTime()
        case .earlierEvent: step(events: -1)
        case .laterEvent: step(events: 1)
        case .earlierMinute: step(by: .seconds(-60))
        case .laterMinute: step(by: .seconds(60))
        case .earlierChange: step(change: -1)
        case .laterChange: step(change: 1)
        default: nil
        }
    }

    private mutating func enterPast() -> [Command] {
        guard travel == nil else { return [] }
        var revision = world.revision
        if screen == .events, let selected = selectedRevision { revision = selected }
        travel = Travel()
        return go(to: .revision(revision))
    }

    mutating func goLive() -> [Command] {
        guard travel != nil else { return [] }
        guard !isArchive else { return go(to: .revision(newestRevision)) }
        (travel, paused) = (nil, nil)
        cursors[.events] = nil
        turn()
        return []
    }

    /// Goes where `point` lies, in what was read or in what the daemon reads for it.
    mutating func go(to point: PastPoint) -> [Command] {
        switch travel?.past?.locate(point, newest: newestRevision) {
        case .at(let revision, let time, let bound):
            travel?.forgetWishes()
            travel?.past?.move(to: revision)
            travel?.time = time
            arrive(bound)
            return []
        case .nowhere(let reason):
            say(reason)
            return []
        case .unknown, nil: return travel?.ask(point).map { [$0] } ?? []
        }
    }

    /// The list of events turns to the position: a short way moves the cursor, a long one brings it to the middle.
    private func arrivalCursor(at position: Int64, isElsewhere: Bool) -> Cursor {
        var cursor = cursors[.events] ?? Cursor()
        let rows = max(1, layout.listRows(on: .events))
        let isNear = cursor.id.flatMap { Int64($0) }.map { abs($0 - position) < rows } ?? false
        let row = isNear ? min(max(0, cursor.index - cursor.top), rows - 1) : rows / 2
        cursor.id = String(position)
        cursor.index = eventIdentities.firstIndex(of: String(position)) ?? 0
        if isElsewhere || !isNear { cursor.top = max(0, cursor.index - row) }
        return cursor
    }

    /// - Parameter isElsewhere: The list is another one than before.
    mutating func arrive(_ bound: PastPage.Bound?, isElsewhere: Bool = false) {
        guard let past = travel?.past else { return }
        floor = past.floor
        cursors[.events] = arrivalCursor(at: past.position, isElsewhere: isElsewhere)
        isArrangementDue = true
        orderHeldUntil = nil
        switch bound {
        case nil: break
        case .newest:
            say("this is the newest event" + (isArchive ? "" : "; \(keys.label(for: .live)) goes back to the present"))
        case .earliest:
            say(
                past.floor == 0
                    ? "the history begins here, with its first event"
                    : "the history begins here: nothing before revision \(past.floor + 1) is kept")
        }
    }

    // MARK: Steps

    private mutating func step(events count: Int64) -> [Command] {
        guard let base = baseRevision() else { return enterPast() }
        guard let eventMatch, let past = travel?.past else { return go(to: .revision(base + count)) }
        let journal = past.world.journal.events
        let next =
            count < 0
            ? journal.last { $0.revision < base && eventMatch($0) }
            : journal.first { $0.revision > base && eventMatch($0) }
        if let next { return go(to: .revision(next.revision)) }
        // Beyond what was read there may be more that matches.
        return go(
            to: .revision(count < 0 ? (past.world.journal.first ?? base) - 1 : (past.world.journal.last ?? base) + 1))
    }

    private mutating func step(by duration: Duration) -> [Command] {
        guard travel != nil else { return enterPast() }
        var time = asOfTime
        if case .time(let target) = travel?.target { time = target }
        guard let time else { return [] }
        return go(to: .time(time.advanced(by: duration)))
    }

    private mutating func step(change direction: Int) -> [Command] {
        guard let subject else {
            say("nothing is selected whose changes there could be")
            return []
        }
        if travel == nil { travel = Travel() }
        let base = baseRevision() ?? live.revision + 1
        return go(to: direction < 0 ? .lastChange(of: subject, before: base) : .nextChange(of: subject, after: base))
    }

    /// Where a step counts from: where one will be, if that is known.
    private func baseRevision() -> Int64? {
        if case .revision(let revision) = travel?.target { return revision }
        return travel?.past?.position
    }

    /// What is selected, or what the screen is about.
    private var subject: Subject? {
        switch screen {
        case .instance(let id): .instance(id)
        case .instances(let service): cursor.id.map { .instance($0) } ?? .service(service)
        case .overview, .services: cursor.id.map { .service($0) }
        case .balancer: balancer.service.map { .service($0) }
        case .events:
            selectedRevision.flatMap(world.journal.event).flatMap { event in
                event.instance.map { .instance($0) } ?? event.service.map { .service($0) }
            }
        }
    }
}
