/// How a service's calls are spread and when its instances are spared: all that is set per service.
public struct ServicePolicy: Sendable, Hashable {
    package let balancing: BalancingPolicy
    /// Instances in the caller's zone come first.
    package let prefersZone: Bool
    package let slowStart: SlowStart
    /// When less than this share, 0 to 1, of the instances can be picked, the others' health is ignored: so few would not
    /// bear the calls of all, and it is likelier that the checks are wrong (Envoy's `healthy_panic_threshold`).
    /// 0 turns panic off: then nothing is picked rather than something unhealthy.
    package let panicThreshold: Double
    /// At most this share, 0 to 1, of the instances that are UP is kept from calls by their breakers, yet always one,
    /// and never all of several (Envoy's `max_ejection_percent`). Judged when a breaker is about to open: one that opened
    /// rightly stays open when others leave. What was opened by hand counts, but is never refused.
    package let ejectionShare: Double
    package let breaker: BreakerSettings

    package static let standard = ServicePolicy()

    /// The defaults, which need no check. Smooth weighted round robin, because it is the plain turn where all weigh
    /// the same and honours the weights where they do not.
    private init() {
        balancing = .smoothWeightedRoundRobin
        prefersZone = true
        slowStart = SlowStart()
        panicThreshold = 0.5
        ejectionShare = 0.5
        breaker = .standard
    }

    /// Whatever is left nil stays as in `base`.
    package init(
        from base: ServicePolicy = .standard, balancing: BalancingPolicy? = nil, prefersZone: Bool? = nil,
        slowStart: SlowStart? = nil, panicThreshold: Double? = nil, ejectionShare: Double? = nil,
        breaker: BreakerSettings? = nil
    ) throws(InvalidField) {
        self.balancing = balancing ?? base.balancing
        self.prefersZone = prefersZone ?? base.prefersZone
        self.slowStart = slowStart ?? base.slowStart
        self.panicThreshold = panicThreshold ?? base.panicThreshold
        self.ejectionShare = ejectionShare ?? base.ejectionShare
        self.breaker = breaker ?? base.breaker
        try HealthCheck.check(self.slowStart.window, in: TrafficLimits.slowStartMilliseconds, field: "slow_start")
        let aggressions = TrafficLimits.slowStartAggressions
        try TrafficLimits.check(self.slowStart.aggression, in: aggressions, "slow_start_aggression")
        try TrafficLimits.check(self.panicThreshold, in: TrafficLimits.shares, "panic_threshold")
        try TrafficLimits.check(self.ejectionShare, in: TrafficLimits.shares, "ejection_share")
    }

    /// How many of `count` instances the breakers may keep from calls at once. One alone may be ejected too, as in Envoy:
    /// its callers then see a panic pick, which says what is wrong, and its recovery is still found by a probe.
    package func ejectionCountMax(of count: Int) -> Int {
        guard count > 1 else { return count }
        // A hair more, since 0.29 × 100 is 28.999… to a Double.
        let share = Int(ejectionShare * Double(count) + 1e-9)
        return min(max(1, share), count - 1)
    }

    /// Whether so few of `count` instances can be picked that health is ignored.
    package func isPanic(pickable: Int, of count: Int) -> Bool {
        panicThreshold > 0 && Double(pickable) < panicThreshold * Double(count)
    }
}
