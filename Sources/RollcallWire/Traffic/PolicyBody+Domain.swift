package import RollcallCore

extension PolicyBody {
    /// The policy with every setting.
    package init(_ policy: ServicePolicy) {
        self.init(policy: policy.balancing.rawValue)
        zonePreference = policy.prefersZone
        slowStart = DurationText.format(policy.slowStart.window)
        panicThreshold = policy.panicThreshold
        ejectionShare = policy.ejectionShare
        breaker = BreakerSettingsBody(policy.breaker)
    }

    /// The policy this body asks for; what it leaves out takes its default.
    package func validated() throws(InvalidField) -> ServicePolicy {
        var balancing: BalancingPolicy?
        if let policy {
            balancing = BalancingPolicy(rawValue: policy)
            guard balancing != nil else { throw InvalidField("policy", "must be one of \(BalancingPolicy.names)") }
        }
        let window = try DurationText.field("slow_start", slowStart)
        return try ServicePolicy(
            balancing: balancing, prefersZone: zonePreference, slowStart: window.map { SlowStart(window: $0) },
            panicThreshold: panicThreshold, ejectionShare: ejectionShare,
            breaker: try breaker?.validated())
    }
}

extension BreakerSettingsBody {
    package init(_ settings: BreakerSettings) {
        self.init()
        enabled = settings.isEnabled
        consecutiveFailures = settings.consecutiveFailures
        failureRate = settings.failureRate
        slowCallRate = settings.slowCallRate
        slowCall = DurationText.format(settings.slowCall)
        windowSize = settings.windowSize
        minimumCalls = settings.minimumCalls
        probeCountMax = settings.probeCountMax
        successesToClose = settings.successesToClose
        probeTimeout = DurationText.format(settings.probeTimeout)
        openBase = DurationText.format(settings.openBase)
        openMax = DurationText.format(settings.openMax)
        jitter = settings.jitter
        forgetAfter = DurationText.format(settings.forgetAfter)
    }

    package func validated() throws(InvalidField) -> BreakerSettings {
        do {
            return try BreakerSettings(
                isEnabled: enabled, consecutiveFailures: consecutiveFailures, failureRate: failureRate,
                slowCallRate: slowCallRate, slowCall: DurationText.field("slow_call", slowCall),
                windowSize: windowSize, minimumCalls: minimumCalls, probeCountMax: probeCountMax,
                successesToClose: successesToClose, probeTimeout: DurationText.field("probe_timeout", probeTimeout),
                openBase: DurationText.field("open_base", openBase), openMax: DurationText.field("open_max", openMax),
                jitter: jitter, forgetAfter: DurationText.field("forget_after", forgetAfter))
        } catch { throw InvalidField("breaker.\(error.field)", error.problem) }
    }
}

extension BalancingPolicy {
    /// For people: `round_robin, maglev, …`.
    package static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
