package import RollcallJSON
import RollcallCore

extension EventView: JSONWritable, JSONReadable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("revision", revision)
            writer.field("time", time)
            writer.field("kind", kind)
            if let service { writer.field("service", service) }
            if let instance { writer.field("instance", instance) }
            if let from { writer.field("from", from.rawValue) }
            if let to { writer.field("to", to.rawValue) }
            if let on { writer.field("on", on.rawValue) }
            if let fields { writer.field("fields", fields) }
            if let active { writer.field("active", active) }
            if let breaker { writer.field("breaker", breaker) }
            if let breakerFrom { writer.field("breaker_from", breakerFrom) }
            if let policy { writer.field("policy", policy) }
            writer.field("cause", cause)
            if let after { writer.field("after", after) }
        }
    }

    package init(from reader: inout JSONReader) throws {
        var texts: [String: String] = [:]
        var revision: Int64?
        var fields: [String]?
        var active: Bool?
        var breaker: BreakerView?
        var policy: PolicyBody?
        var after: InstanceView?
        try reader.object { field, reader in
            switch field {
            case "revision": revision = try reader.integer()
            case "time", "kind", "service", "instance", "from", "to", "on", "breaker_from", "cause":
                texts[field] = try reader.string()
            case "fields": fields = try reader.strings()
            case "active": active = try reader.bool()
            case "breaker": breaker = try BreakerView(from: &reader)
            case "policy": policy = try PolicyBody(from: &reader)
            case "after": after = try InstanceView(from: &reader)
            default: try reader.skip()
            }
        }
        self.revision = try revision.required("revision")
        time = try texts["time"].required("time")
        kind = try texts["kind"].required("kind")
        service = texts["service"]
        instance = texts["instance"]
        from = try texts["from"].map { try ServiceStatus(json: $0, "from") }
        to = try texts["to"].map { try ServiceStatus(json: $0, "to") }
        on = try texts["on"].map { try StatusEvent(json: $0, "on") }
        self.fields = fields
        self.active = active
        self.breaker = breaker
        breakerFrom = texts["breaker_from"]
        self.policy = policy
        cause = try texts["cause"].required("cause")
        self.after = after
    }
}

extension EventPageView: JSONWritable, JSONReadable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("epoch", epoch)
            writer.field("revision", revision)
            writer.field("floor", floor)
            writer.field("events", events)
            if let next { writer.field("next", next) }
        }
    }

    package init(from reader: inout JSONReader) throws {
        var epoch: String?
        var revision: Int64?
        var floor: Int64?
        var events: [EventView] = []
        var next: String?
        try reader.object { field, reader in
            switch field {
            case "epoch": epoch = try reader.string()
            case "revision": revision = try reader.integer()
            case "floor": floor = try reader.integer()
            case "events": events = try reader.values()
            case "next": next = try reader.string()
            default: try reader.skip()
            }
        }
        self.init(
            epoch: try epoch.required("epoch"), revision: try revision.required("revision"),
            floor: try floor.required("floor"), events: events, next: next)
    }
}

extension ChangesView: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("epoch", epoch)
            writer.field("revision", revision)
            writer.field("events", events)
        }
    }
}

extension PastView: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("epoch", epoch)
            writer.field("revision", revision)
            if let time { writer.field("time", time) }
            writer.field("instances", instances)
        }
    }
}
