import RollcallCore
import RollcallJSON

/// Totals as they are stored: a JSON object.
enum TotalsText {
    static func encode(_ totals: TrafficTotals) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("picks", totals.picks)
            writer.field("probes", totals.probes)
            writer.field("panics", totals.panics)
            writer.field("successes", totals.successes)
            writer.field("failures", totals.failures)
        }
        return writer.text
    }

    static func decode(_ text: String) throws -> TrafficTotals {
        var reader = JSONReader(text)
        var totals = TrafficTotals()
        try reader.object { name, reader in
            switch name {
            case "picks": totals.picks = try reader.integer()
            case "probes": totals.probes = try reader.integer()
            case "panics": totals.panics = try reader.integer()
            case "successes": totals.successes = try reader.integer()
            case "failures": totals.failures = try reader.integer()
            default: try reader.skip()
            }
        }
        try reader.end()
        return totals
    }
}
