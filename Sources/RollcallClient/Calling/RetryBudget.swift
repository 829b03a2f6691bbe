import RollcallCore

/// How many further tries calls may make all together, so that a service that fails is not buried under the retries of
/// its callers.
///
/// Every call pays in a share of a retry, every retry takes one out (Finagle's `RetryBudget`; Envoy's `budget_percent`).
/// A few a second are granted besides, so that a caller with few calls can fail over at all.
struct RetryBudget: Sendable {
    private let share: Double
    private let floorPerSecond: Double
    /// Paid in and not used, in retries.
    private var balance = 0.0
    /// Granted and not used, in retries.
    private var granted: Double
    private var refilled: Moment

    /// More is never saved up: an hour of good calls must not pay for a storm.
    private static let balanceMax = 100.0

    init(share: Double, floorPerSecond: Double, at now: Moment) {
        self.share = share
        self.floorPerSecond = floorPerSecond
        granted = floorPerSecond
        refilled = now
    }

    /// A call begins.
    mutating func deposit() {
        balance = min(balance + share, Self.balanceMax)
    }

    /// Takes a retry, where one is left.
    mutating func withdraw(at now: Moment) -> Bool {
        let seconds = Double(max(0, refilled.duration(to: now).nanoseconds)) / 1e9
        // A floor below one a second must still come to a whole retry by and by.
        granted = min(granted + seconds * floorPerSecond, max(1, floorPerSecond))
        refilled = max(refilled, now)
        if balance >= 1 {
            balance -= 1
        } else if granted >= 1 {
            granted -= 1
        } else {
            return false
        }
        return true
    }
}
