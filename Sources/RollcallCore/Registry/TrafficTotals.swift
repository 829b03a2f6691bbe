/// What an instance was picked for since it was registered, and how the calls went that were reported.
package struct TrafficTotals: Sendable, Equatable {
    package var picks: Int64 = 0
    /// Of the picks: trial calls to a half-open breaker.
    package var probes: Int64 = 0
    /// Of the picks: made while health was ignored.
    package var panics: Int64 = 0
    package var successes: Int64 = 0
    package var failures: Int64 = 0

    package init(
        picks: Int64 = 0, probes: Int64 = 0, panics: Int64 = 0, successes: Int64 = 0, failures: Int64 = 0
    ) {
        self.picks = picks
        self.probes = probes
        self.panics = panics
        self.successes = successes
        self.failures = failures
    }

    package mutating func add(_ other: TrafficTotals) {
        picks += other.picks
        probes += other.probes
        panics += other.panics
        successes += other.successes
        failures += other.failures
    }
}
