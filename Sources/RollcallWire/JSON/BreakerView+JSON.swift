package import RollcallJSON

extension BreakerView: JSONWritable, JSONReadable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("instance", instance)
            writer.field("service", service)
            writer.field("state", state)
            writer.field("forced", forced)
            writer.field("openings", openings)
            if let since { writer.field("since", since) }
            if let openUntil { writer.field("open_until", openUntil) }
            if let opensInMilliseconds { writer.field("opens_in_ms", opensInMilliseconds) }
            writer.field("cause", cause)
        }
    }

    package init(from reader: inout JSONReader) throws {
        var texts: [String: String] = [:]
        var forced: Bool?
        var openings: Int64?
        var opensIn: Int64?
        try reader.object { field, reader in
            switch field {
            case "instance", "service", "state", "since", "open_until", "cause": texts[field] = try reader.string()
            case "forced": forced = try reader.bool()
            case "openings": openings = try reader.integer()
            case "opens_in_ms": opensIn = try reader.integer()
            default: try reader.skip()
            }
        }
        self.init(
            instance: try texts["instance"].required("breaker.instance"),
            service: try texts["service"].required("breaker.service"),
            state: try texts["state"].required("breaker.state"), forced: try forced.required("breaker.forced"),
            openings: Int(try openings.required("breaker.openings")), since: texts["since"],
            openUntil: texts["open_until"], opensInMilliseconds: opensIn,
            cause: try texts["cause"].required("breaker.cause"))
    }
}
