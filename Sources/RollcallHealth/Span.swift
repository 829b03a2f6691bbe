import RollcallCore

/// Spans of time as causes spell them, with a space and three figures at most: `0.4 ms`, `12 ms`, `1.5 s`.
enum Span {
    static func words(_ duration: Duration) -> String {
        let microseconds = max(0, duration.nanoseconds / 1_000)
        return switch microseconds {
        case ..<1_000: "\(decimal(microseconds, per: 1_000)) ms"
        case ..<1_000_000: "\(microseconds / 1_000) ms"
        default: "\(decimal(microseconds, per: 1_000_000)) s"
        }
    }

    /// With one decimal, unless it is zero.
    private static func decimal(_ amount: Int64, per unit: Int64) -> String {
        let tenths = amount * 10 / unit
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
}
