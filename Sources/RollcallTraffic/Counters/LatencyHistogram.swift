package import RollcallCore

/// Quantiles of latencies over the last one to two minutes, each within an eighth of its value.
///
/// Buckets are log-linear as in HdrHistogram (Tene): eight to each power of two microseconds.
package struct LatencyHistogram: Sendable {
    private static let span = Duration.seconds(60)
    private static let stepBits = 3
    private static let steps = 1 << stepBits
    /// Beyond 2³³ µs, more than two hours, all are the same.
    private static let bucketCount = (34 - stepBits) * steps

    private var current: [UInt32] = []
    private var previous: [UInt32] = []
    private var currentBegan: Moment = .zero

    package init() {}

    package mutating func record(_ latency: Duration, at now: Moment) {
        rotate(at: now)
        if current.isEmpty { current = Array(repeating: 0, count: Self.bucketCount) }
        current[Self.bucket(latency)] &+= 1
    }

    /// How many there are to tell from.
    package func count(at now: Moment) -> Int { counts(at: now).reduce(0) { $0 + Int($1) } }

    /// The latency that the share `quantile` of all stays at or below; nil when there were none.
    package func quantile(_ quantile: Double, at now: Moment) -> Duration? {
        let counts = counts(at: now)
        let total = counts.reduce(0) { $0 + Int($1) }
        guard total > 0 else { return nil }
        let rank = max(1, Int((quantile * Double(total)).rounded(.up)))
        var seen = 0
        for (bucket, count) in counts.enumerated() {
            seen += Int(count)
            if seen >= rank { return Self.ceiling(bucket) }
        }
        return nil
    }

    private mutating func rotate(at now: Moment) {
        let age = currentBegan.duration(to: now)
        guard age >= Self.span else { return }
        previous = age < Self.span * 2 ? current : []
        current = []
        currentBegan = now
    }

    private func counts(at now: Moment) -> [UInt32] {
        let age = currentBegan.duration(to: now)
        if age >= Self.span * 2 { return [] }
        if age >= Self.span { return current }
        guard !previous.isEmpty else { return current }
        guard !current.isEmpty else { return previous }
        return zip(current, previous).map { $0 &+ $1 }
    }

    private static func bucket(_ latency: Duration) -> Int {
        let microseconds = max(0, latency.nanoseconds / 1_000)
        guard microseconds >= Int64(steps) else { return Int(microseconds) }
        let exponent = 63 - microseconds.leadingZeroBitCount - stepBits
        return min(bucketCount - 1, (exponent + 1) * steps + Int(microseconds >> Int64(exponent)) - steps)
    }

    /// The largest latency that falls into `bucket`.
    private static func ceiling(_ bucket: Int) -> Duration {
        guard bucket >= steps else { return .microseconds(bucket) }
        let exponent = bucket / steps - 1
        let mantissa = bucket % steps + steps
        return .microseconds(((mantissa + 1) << exponent) - 1)
    }
}
