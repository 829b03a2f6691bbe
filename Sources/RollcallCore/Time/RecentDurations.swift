/// How long something took the last thousand times.
package struct RecentDurations: Sendable {
    private static let countMax = 1_000
    private var nanoseconds: [Int64] = []
    private var next = 0

    package init() {}

    package mutating func record(_ duration: Duration) {
        if nanoseconds.count < Self.countMax {
            nanoseconds.append(duration.nanoseconds)
        } else {
            nanoseconds[next] = duration.nanoseconds
            next = (next + 1) % Self.countMax
        }
    }

    /// In milliseconds; nil before anything was recorded.
    package var quantiles: (max: Double, p99: Double)? {
        guard !nanoseconds.isEmpty else { return nil }
        let sorted = nanoseconds.sorted()
        // The smallest value that 99 of 100 do not exceed.
        let rank = (sorted.count * 99 + 99) / 100 - 1
        return (Double(sorted[sorted.count - 1]) / 1_000_000, Double(sorted[rank]) / 1_000_000)
    }
}
