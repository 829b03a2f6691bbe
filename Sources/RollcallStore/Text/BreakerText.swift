import RollcallCore
import RollcallJSON

/// A breaker as it is stored: a JSON object.
enum BreakerText {
    static func encode(_ breaker: BreakerRecord) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("state", breaker.state.rawValue)
            writer.field("forced", breaker.isForced)
            writer.field("openings", breaker.openings)
            writer.field("since_ms", breaker.since.milliseconds)
            if let until = breaker.openUntil { writer.field("open_until_ms", until.milliseconds) }
            writer.field("cause", breaker.cause)
        }
        return writer.text
    }

    static func decode(_ text: String) throws -> BreakerRecord {
        var reader = JSONReader(text)
        var (state, cause): (String?, String?)
        var (openings, since, until): (Int64?, Int64?, Int64?)
        var isForced = false
        try reader.object { name, reader in
            switch name {
            case "state": state = try reader.string()
            case "forced": isForced = try reader.bool()
            case "openings": openings = try reader.integer()
            case "since_ms": since = try reader.integer()
            case "open_until_ms": until = try reader.integer()
            case "cause": cause = try reader.string()
            default: try reader.skip()
            }
        }
        try reader.end()
        guard let state = state.flatMap(BreakerState.init(rawValue:)) else {
            throw Malformed(reason: "a breaker has no known state")
        }
        return BreakerRecord(
            state: state, isForced: isForced, openings: Int(try openings.required("openings")),
            since: WallTime(milliseconds: try since.required("since_ms")),
            openUntil: until.map(WallTime.init(milliseconds:)), cause: try cause.required("cause"))
    }
}
