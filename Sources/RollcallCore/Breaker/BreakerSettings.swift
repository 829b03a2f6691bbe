/// When a breaker opens, for how long, and what it takes to close it.
///
/// The rules are those of resilience4j (rates over a window of the last calls, with a minimum) and of Envoy's outlier
/// detection (failures in a row, open times that grow with every opening).
package struct BreakerSettings: Sendable, Hashable {
    /// Off, a breaker opens only by hand.
    package let isEnabled: Bool
    package let consecutiveFailures: Int
    /// Share of failures in the window, 0 to 1, at which it opens.
    package let failureRate: Double
    /// Share of slow successes in the window, 0 to 1, at which it opens.
    package let slowCallRate: Double
    /// A success that took at least this long is slow. A minute, like resilience4j: nobody's calls are that slow by
    /// intention, so that until somebody sets it only an instance that hangs is caught by it.
    package let slowCall: Duration
    /// The window holds this many of the last calls. It is counted, not timed: a service with few calls is then judged
    /// by as many of them as a busy one, and not by the two of the last ten seconds.
    package let windowSize: Int
    /// With fewer calls in the window no rate is judged.
    package let minimumCalls: Int
    /// Probes under way at once. One by default, since each may be a call that fails.
    package let probeCountMax: Int
    /// Probes in a row that close it.
    package let successesToClose: Int
    /// A probe that has not reported for so long gives its place to another; it may never report at all.
    package let probeTimeout: Duration
    /// The first opening lasts this long, each further one twice as long as the one before it.
    package let openBase: Duration
    package let openMax: Duration
    /// Open times are off by up to this part of them either way, so that instances that broke together are not probed
    /// together.
    package let jitter: Double
    /// An instance that was closed for this long begins again at `openBase`.
    package let forgetAfter: Duration

    package static let standard = BreakerSettings()

    /// The defaults, which need no check.
    private init() {
        isEnabled = true
        consecutiveFailures = 5
        failureRate = 0.5
        slowCallRate = 1
        slowCall = .seconds(60)
        windowSize = 100
        minimumCalls = 20
        probeCountMax = 1
        successesToClose = 3
        probeTimeout = .seconds(30)
        openBase = .seconds(30)
        openMax = .seconds(300)
        jitter = 0.1
        forgetAfter = .seconds(600)
    }

    /// Whatever is left nil stays as in `base`.
    package init(
        from base: BreakerSettings = .standard, isEnabled: Bool? = nil, consecutiveFailures: Int? = nil,
        failureRate: Double? = nil, slowCallRate: Double? = nil, slowCall: Duration? = nil, windowSize: Int? = nil,
        minimumCalls: Int? = nil, probeCountMax: Int? = nil, successesToClose: Int? = nil,
        probeTimeout: Duration? = nil, openBase: Duration? = nil, openMax: Duration? = nil, jitter: Double? = nil,
        forgetAfter: Duration? = nil
    ) throws(InvalidField) {
        self.isEnabled = isEnabled ?? base.isEnabled
        self.consecutiveFailures = consecutiveFailures ?? base.consecutiveFailures
        self.failureRate = failureRate ?? base.failureRate
        self.slowCallRate = slowCallRate ?? base.slowCallRate
        self.slowCall = slowCall ?? base.slowCall
        self.windowSize = windowSize ?? base.windowSize
        self.minimumCalls = minimumCalls ?? base.minimumCalls
        self.probeCountMax = probeCountMax ?? base.probeCountMax
        self.successesToClose = successesToClose ?? base.successesToClose
        self.probeTimeout = probeTimeout ?? base.probeTimeout
        self.openBase = openBase ?? base.openBase
        self.openMax = openMax ?? base.openMax
        self.jitter = jitter ?? base.jitter
        self.forgetAfter = forgetAfter ?? base.forgetAfter
        try check()
    }

    private func check() throws(InvalidField) {
        try TrafficLimits.check(consecutiveFailures, in: TrafficLimits.consecutiveFailures, "consecutive_failures")
        try TrafficLimits.check(failureRate, in: TrafficLimits.rates, "failure_rate")
        try TrafficLimits.check(slowCallRate, in: TrafficLimits.rates, "slow_call_rate")
        try HealthCheck.check(slowCall, in: TrafficLimits.slowCallMilliseconds, field: "slow_call")
        try TrafficLimits.check(windowSize, in: TrafficLimits.windowSizes, "window_size")
        // More than the window holds would never be reached, and the rates would be off without a word.
        try TrafficLimits.check(minimumCalls, in: 1...windowSize, "minimum_calls")
        try TrafficLimits.check(probeCountMax, in: TrafficLimits.probeCounts, "probe_count_max")
        try TrafficLimits.check(successesToClose, in: TrafficLimits.successCounts, "successes_to_close")
        try HealthCheck.check(probeTimeout, in: TrafficLimits.probeTimeoutMilliseconds, field: "probe_timeout")
        try HealthCheck.check(openBase, in: TrafficLimits.openMilliseconds, field: "open_base")
        let longest = TrafficLimits.openMilliseconds.upperBound
        try HealthCheck.check(openMax, in: openBase.milliseconds...longest, field: "open_max")
        try TrafficLimits.check(jitter, in: TrafficLimits.jitters, "jitter")
        try HealthCheck.check(forgetAfter, in: TrafficLimits.forgetAfterMilliseconds, field: "forget_after")
    }
}
