/// What is durable of a breaker. The window of calls is not: after a restart a closed breaker counts afresh.
public struct BreakerRecord: Sendable, Hashable {
    package let state: BreakerState
    package let isForced: Bool
    package let openings: Int
    package let since: WallTime
    /// Nil where it is not open, or open until somebody resets it.
    package let openUntil: WallTime?
    package let cause: String

    package init(
        state: BreakerState, isForced: Bool, openings: Int, since: WallTime, openUntil: WallTime?, cause: String
    ) {
        self.state = state
        self.isForced = isForced
        self.openings = openings
        self.since = since
        self.openUntil = openUntil
        self.cause = cause
    }
}

extension BreakerRecord {
    package func with(cause: String) -> BreakerRecord {
        BreakerRecord(
            state: state, isForced: isForced, openings: openings, since: since, openUntil: openUntil, cause: cause)
    }

    /// The breaker as `change` left it at `time`, whatever has happened to it since: a report may make several changes
    /// at once, and each has its own event.
    package init(after change: BreakerChange, at time: WallTime) {
        self.init(
            state: change.to, isForced: change.isForced && change.to == .open, openings: change.openings, since: time,
            openUntil: change.openFor.map(time.advanced(by:)), cause: change.cause)
    }
}

extension CircuitBreaker {
    /// What to store, if the two clocks show `now` and `wall` at the same time.
    package func record(at now: Moment, _ wall: WallTime) -> BreakerRecord {
        BreakerRecord(
            state: name, isForced: isForced, openings: openings, since: wall.advanced(by: now.duration(to: since)),
            openUntil: openUntil.map { wall.advanced(by: now.duration(to: $0)) }, cause: cause)
    }

    /// The breaker as it was, as far as it was stored.
    ///
    /// A half-open one stays half-open, as everybody last saw it, and begins its count of successes again: the probes
    /// that were under way are lost, so all its places are free. Where the wall clock was set back meanwhile, an opening
    /// of its own lasts no longer than any could.
    package init(
        _ instance: InstanceID, restoring record: BreakerRecord, at now: Moment, _ wall: WallTime,
        under settings: BreakerSettings
    ) {
        let age = min(max(record.since.duration(to: wall), .zero), Self.ageMax)
        let state: State
        switch record.state {
        case .closed: state = .closed(Closed())
        case .halfOpen: state = .halfOpen(HalfOpen())
        case .open:
            // Without a time it is open until it is reset, and that nobody may be but by hand.
            var left = record.openUntil.map(wall.duration(to:)) ?? (record.isForced ? nil : .zero)
            if !record.isForced { left = left.map { min($0, settings.openTimeMax) } }
            state = .open(Open(until: left.map(now.advanced(by:)), isForced: record.isForced))
        }
        self.init(
            instance, state, since: now.advanced(by: .zero - age), openings: max(record.openings, 0),
            cause: record.cause)
    }

    /// Ten years: beyond that an age makes no difference, and sums with it stay in range.
    private static let ageMax = Duration.seconds(315_360_000)
}
