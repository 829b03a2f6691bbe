import RollcallCore

/// Numbers short enough for a line that holds many: `981`, `9.8k`, `412M`.
enum Figures {
    static func count(_ count: Int64) -> String { brief(Double(count), step: 1_000) }

    /// In units of 1,024.
    static func bytes(_ bytes: Int64) -> String { brief(Double(bytes), step: 1_024) }

    static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }

    /// `99.6%`; never rounded up to a hundred that is not there.
    static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0 else { return "-" }
        let tenths = part * 1_000 / whole
        return "\(tenths / 10).\(tenths % 10)%"
    }

    static func milliseconds(_ milliseconds: Double) -> String {
        milliseconds < 100 ? "\(tenths(milliseconds))ms" : DurationText.brief(.milliseconds(Int64(milliseconds)))
    }

    /// One figure behind the point where there is only one before it.
    static func rate(_ rate: Double) -> String {
        rate < 10 && rate.rounded() != rate ? tenths(rate) : count(Int64(rate.rounded()))
    }

    /// One unit and no fraction: `41m`.
    static func age(_ duration: Duration) -> String {
        let seconds = max(0, duration.milliseconds / 1_000)
        switch seconds {
        case ..<60: return "\(seconds)s"
        case ..<3_600: return "\(seconds / 60)m"
        case ..<86_400: return "\(seconds / 3_600)h"
        default: return "\(seconds / 86_400)d"
        }
    }

    private static func brief(_ number: Double, step: Double) -> String {
        var number = number
        for unit in ["", "k", "M", "G", "T"] {
            if number < step || unit == "T" {
                return unit.isEmpty || number >= 10 ? "\(Int(number))\(unit)" : "\(tenths(number))\(unit)"
            }
            number /= step
        }
        return ""
    }

    private static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
