/// All there is to know about one breaker now: how it stands, what it counted, and what that is measured by.
package struct BreakerDetailView: Codable, Sendable, Equatable {
    package var epoch: String
    package var revision: Int64
    package var breaker: BreakerView
    package var figures: BreakerFiguresView
    /// Complete.
    package var settings: BreakerSettingsBody

    package init(
        epoch: String, revision: Int64, breaker: BreakerView, figures: BreakerFiguresView, settings: BreakerSettingsBody
    ) {
        self.epoch = epoch
        self.revision = revision
        self.breaker = breaker
        self.figures = figures
        self.settings = settings
    }
}

/// What a breaker has counted.
package struct BreakerFiguresView: Codable, Sendable, Equatable {
    /// In the window, which is empty unless the breaker is closed.
    package var calls: Int
    package var failures: Int
    package var slow: Int
    /// Of the calls, 0 to 1.
    package var failureRate: Double
    package var slowCallRate: Double
    package var failuresInRow = 0
    /// Trial calls under way.
    package var probes = 0
    /// Since it became half-open.
    package var probeSuccesses = 0
    /// Picks of the service that had to do without this instance since its breaker left closed.
    package var notPermitted: Int64 = 0

    enum CodingKeys: String, CodingKey {
        case calls, failures, slow, probes
        case failureRate = "failure_rate"
        case slowCallRate = "slow_call_rate"
        case failuresInRow = "failures_in_row"
        case probeSuccesses = "probe_successes"
        case notPermitted = "not_permitted"
    }

    package init(calls: Int, failures: Int, slow: Int) {
        self.calls = calls
        self.failures = failures
        self.slow = slow
        failureRate = calls == 0 ? 0 : Double(failures) / Double(calls)
        slowCallRate = calls == 0 ? 0 : Double(slow) / Double(calls)
    }
}
