extension BreakerSettings {
    /// How long the breaker stays open the `opening`th time in a row, before jitter:
    ///
    /// | opening | 1 | 2 | 3 | 4 | 5 and on |
    /// |---|---|---|---|---|---|
    /// | with the defaults | 30 s | 60 s | 120 s | 240 s | 300 s |
    package func openTime(_ opening: Int) -> Duration {
        var time = openBase
        for _ in 1..<max(opening, 1) {
            guard time < openMax else { break }
            time += time
        }
        return min(time, openMax)
    }

    func openTime(_ opening: Int, using random: inout some RandomNumberGenerator) -> Duration {
        let time = openTime(opening)
        guard jitter > 0 else { return time }
        let factor = Double.random(in: 1 - jitter...1 + jitter, using: &random)
        return .nanoseconds(Int64(Double(time.nanoseconds) * factor))
    }

    /// No opening of a breaker's own lasts longer.
    var openTimeMax: Duration { .nanoseconds(Int64(Double(openMax.nanoseconds) * (1 + jitter))) }
}
