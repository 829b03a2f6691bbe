/// What one probe or one report found.
package struct CheckResult: Sendable, Equatable {
    package let at: WallTime
    package let passed: Bool
    /// How long the probe took; zero for a report.
    package let took: Duration
    /// What happened, in words and figures: `GET http://10.0.0.7:8080/health → 503 in 12 ms`.
    package let cause: String

    /// Causes hold text that a target chose, so they are escaped and cut here, once.
    package init(at: WallTime, passed: Bool, took: Duration, cause: String) {
        self.at = at
        self.passed = passed
        self.took = took
        self.cause = SafeText.escaped(cause, countMax: 256)
    }
}
