package import RollcallCore

/// One check as an API shows it.
package struct CheckView: Sendable, Equatable {
    package let check: HealthCheck
    package let verdict: CheckTracker.Verdict
    /// Results like the last one, in a row.
    package let streak: Int
    package let last: CheckResult?
    /// Until the next probe, or until a report must have come; negative when that is late.
    package let due: Duration
    /// The newest, oldest first.
    package let results: [CheckResult]
}

/// What a list of instances shows of a check.
package struct CheckSummary: Sendable, Equatable {
    package let name: String
    package let verdict: CheckTracker.Verdict
    package let streak: Int
    package let last: CheckResult?
    /// Until the next probe or report is due; negative when that is late.
    package let due: Duration?
}
