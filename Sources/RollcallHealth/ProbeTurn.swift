import RollcallCore

/// One check whose time has come.
struct ProbeTurn: Sendable, Equatable {
    let ticket: Ticket
    let instance: InstanceID
    let check: HealthCheck
    let target: ProbeTarget
    let due: Moment
    /// Took half of its timeout or more the last time.
    let isSlow: Bool
}

/// Stands for one check while it is planned. A check that starts afresh gets another one, and results that come under
/// the former are dropped.
struct Ticket: Sendable, Hashable, Comparable {
    let number: UInt64

    static func < (left: Ticket, right: Ticket) -> Bool { left.number < right.number }
}
