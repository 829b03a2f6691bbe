/// Durations as people write them: a number and a unit, or several in a row: `500ms`, `30s`, `1h30m`, `2d`.
package enum DurationText {
    private static let units: [(suffix: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]

    /// The duration that `text` spells, or nil when it spells none. Fractions such as `1.5s` are understood down to
    /// the millisecond; a bare number is refused, because its unit would be a guess.
    package static func parse(_ text: String) -> Duration? {
        var rest = Substring(text)
        var total: Int64 = 0
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(number.count)
            let suffix = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(suffix.count)
            guard let unit = units.first(where: { $0.suffix == suffix }),
                let amount = milliseconds(number, unit: unit.milliseconds)
            else { return nil }
            let (sum, overflow) = total.addingReportingOverflow(amount)
            guard !overflow else { return nil }
            total = sum
        }
        return .milliseconds(total)
    }

    /// The shortest spelling in one unit that loses nothing above a millisecond: `30s`, `5m`, `1500ms`.
    package static func format(_ duration: Duration) -> String {
        let milliseconds = duration.milliseconds
        guard milliseconds != 0 else { return "0s" }
        for unit in units.reversed() where milliseconds % unit.milliseconds == 0 {
            return "\(milliseconds / unit.milliseconds)\(unit.suffix)"
        }
        return "\(milliseconds)ms"
    }

    /// For reading at a glance, two figures at most: `850ms`, `4.1s`, `2m 04s`, `3h 12m`, `5d 2h`.
    package static func brief(_ duration: Duration) -> String {
        let milliseconds = max(0, duration.milliseconds)
        let seconds = milliseconds / 1_000
        switch seconds {
        case ..<1: return "\(milliseconds)ms"
        case ..<60: return "\(seconds).\(milliseconds % 1_000 / 100)s"
        case ..<3_600: return "\(seconds / 60)m \(padded(seconds % 60))s"
        case ..<86_400: return "\(seconds / 3_600)h \(padded(seconds / 60 % 60))m"
        default: return "\(seconds / 86_400)d \(seconds / 3_600 % 24)h"
        }
    }

    private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static func milliseconds(_ number: Substring, unit: Int64) -> Int64? {
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = Int64(parts[0]) else { return nil }
        let (scaled, overflow) = whole.multipliedReportingOverflow(by: unit)
        guard !overflow else { return nil }
        guard parts.count == 2 else { return scaled }
        guard let fraction = Int64(parts[1]), parts[1].count <= 6 else { return nil }
        let divisor = parts[1].reduce(Int64(1)) { product, _ in product * 10 }
        let (sum, isTooLong) = scaled.addingReportingOverflow(fraction * unit / divisor)
        return isTooLong ? nil : sum
    }
}
