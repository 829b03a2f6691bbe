package import RollcallCore

/// The breaker of an instance as it stands now.
package struct BreakerStanding: Sendable, Equatable {
    package let instance: InstanceID
    package let service: ServiceName
    package let record: BreakerRecord
    /// Until probes begin; nil where it is not open, or open until it is reset.
    package let opensIn: Duration?
    package let figures: BreakerFigures
    package let settings: BreakerSettings
}

/// What a breaker has counted, to be read beside its settings.
package struct BreakerFigures: Sendable, Equatable {
    /// In the window, which is empty unless the breaker is closed.
    package let calls: Int
    package let failures: Int
    package let slow: Int
    package let failuresInRow: Int
    /// Trial calls under way, and how many succeeded since it became half-open.
    package let probes: Int
    package let probeSuccesses: Int
    /// Picks of the service that had to do without this instance since its breaker left closed.
    package let notPermitted: UInt64
}

/// What the instances of a service were picked for, and how the calls went.
package struct TrafficReport: Sendable {
    package struct Counts: Sendable {
        package let totals: TrafficTotals
        package let perSecond: [Int]
        package let perMinute: [Int]
        /// Nil where nobody reported a latency in the last minutes.
        package let p50: Duration?
        package let p99: Duration?

        init(_ totals: TrafficTotals, _ rate: RateBuckets, _ latency: LatencyHistogram, at now: Moment) {
            self.totals = totals
            perSecond = rate.perSecond(at: now)
            perMinute = rate.perMinute(at: now)
            p50 = latency.quantile(0.5, at: now)
            p99 = latency.quantile(0.99, at: now)
        }
    }

    package struct Item: Sendable {
        package let id: InstanceID
        package let weight: Int
        /// What its weight asks for among those that are UP with a closed breaker, or in a panic among those that are UP;
        /// and what it got of all picks since it was registered.
        package let expectedShare: Double
        package let actualShare: Double
        package let counts: Counts
        package let outstanding: Int
        package let whyNotPickable: String?
        package let breaker: BreakerState
    }

    package let service: ServiceName
    package let policy: BalancingPolicy
    package let total: Counts
    package let oddities: PickOddities
    package let instances: [Item]
}
