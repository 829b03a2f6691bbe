import RollcallCore

/// The attempts of one connection to find an instance: which were tried, and whether one more may be.
struct Attempts: Sendable, Equatable {
    private(set) var tried: Set<InstanceID> = []
    private(set) var count = 0
    private let countMax: Int
    private let deadline: Moment

    init(from start: Moment, countMax: Int, timeMax: Duration) {
        self.countMax = countMax
        deadline = start.advanced(by: timeMax)
    }

    /// The time that one more attempt may take, at most `connectTimeout`; nil when none may be made.
    func allowance(at now: Moment, connectTimeout: Duration) -> Duration? {
        guard count < countMax, now < deadline else { return nil }
        return min(connectTimeout, now.duration(to: deadline))
    }

    mutating func begin(_ instance: InstanceID) {
        tried.insert(instance)
        count += 1
    }
}
