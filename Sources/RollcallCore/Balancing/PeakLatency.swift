/// A moving average of latency that jumps up to every peak at once and comes down slowly, as in Finagle's `PeakEwma`:
/// a slow answer is believed immediately, a fast one only by and by. Without calls it fades, so that an instance that
/// was slow once is tried again.
package struct PeakLatency: Sendable, Hashable {
    /// In this time what is old loses all but 1/e of its influence. Finagle's default.
    package static let decayTime = Duration.seconds(10)

    private var average = 0.0
    private var recordedAt = Moment.zero

    package init() {}

    package mutating func record(_ latency: Duration, at now: Moment) {
        let observed = Double(max(0, latency.nanoseconds))
        let remaining = 1 / growth(at: now)
        average = observed > average ? observed : average * remaining + observed * (1 - remaining)
        recordedAt = max(recordedAt, now)
    }

    /// A failed call counts as a slow one, each in a row as twice as slow: what refuses at once would otherwise look fast,
    /// and what was never measured free, and draw all calls (Finagle's users call it the black hole).
    package mutating func punish(at now: Moment) {
        let worse = min(max(2 * nanoseconds(at: now), Self.punishmentMin), Self.punishmentMax)
        average = max(worse, average / growth(at: now))
        recordedAt = max(recordedAt, now)
    }

    private static let punishmentMin = 1e9
    private static let punishmentMax = 60e9

    /// In nanoseconds; 0 where nothing was recorded.
    package func nanoseconds(at now: Moment) -> Double {
        average / growth(at: now)
    }

    /// e^(elapsed / decay time), as (1 + x / 1024)^1024: within x² / 2048 of it, at least 1 and rising all the way.
    private func growth(at now: Moment) -> Double {
        let elapsed = Double(max(0, now.nanoseconds - recordedAt.nanoseconds))
        var power = 1 + elapsed / Self.scale
        for _ in 0..<10 { power *= power }
        return power
    }

    private static let scale = Double(decayTime.nanoseconds) * 1024
}
