extension Duration {
    /// Whole nanoseconds; a duration of more than 146 years is clamped, so that sums with it stay in range.
    package var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        guard seconds.magnitude < Self.secondsMax else { return seconds < 0 ? .min / 2 : .max / 2 }
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }

    private static let secondsMax = UInt64(Int64.max) / 2 / 1_000_000_000

    /// Whole milliseconds, rounded towards zero.
    package var milliseconds: Int64 { nanoseconds / 1_000_000 }
}
