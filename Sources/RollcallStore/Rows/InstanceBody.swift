import RollcallCore
import RollcallJSON

/// An instance in one JSON object: what events of kind registered and updated carry.
enum InstanceBody {
    static func encode(_ instance: ServiceInstance) -> String {
        let registration = instance.registration
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("id", instance.id.text)
            writer.field("service", instance.service.text)
            writer.field("address", registration.address.text)
            writer.field("port", Int64(registration.port))
            writer.field("weight", Int64(registration.weight))
            writer.field("priority", Int64(registration.priority))
            if !registration.zone.isEmpty { writer.field("zone", registration.zone) }
            for (name, json) in [
                ("metadata", PairText.encode(registration.metadata.pairs)), ("tags", TagText.encode(registration.tags)),
                ("checks", CheckText.encode(registration.checks)),
            ] where !json.isEmpty {
                writer.key(name)
                writer.raw(json)
            }
            writer.field("ttl_ms", registration.lease.ttl.milliseconds)
            writer.field("evict_after_ms", registration.lease.evictAfter.milliseconds)
            writer.field("status", instance.status.rawValue)
            if let trigger = instance.lastChange.trigger { writer.field("status_trigger", trigger.rawValue) }
            writer.field("status_cause", instance.lastChange.cause)
            writer.field("status_since_ms", instance.lastChange.at.milliseconds)
            writer.field("created_ms", instance.created.milliseconds)
            writer.field("updated_ms", instance.updated.milliseconds)
            writer.field("revision", instance.revision.number)
        }
        return writer.text
    }

    static func decode(_ text: String, _ texts: inout DecodedTexts) throws -> ServiceInstance {
        var fields = InstanceFields()
        var reader = JSONReader(text)
        try reader.object { name, reader in
            switch name {
            case "id": fields.id = try reader.string()
            case "service": fields.service = texts.name(try reader.string())
            case "address": fields.address = try reader.string()
            case "port": fields.port = try reader.integer()
            case "weight": fields.weight = try reader.integer()
            case "priority": fields.priority = try reader.integer()
            case "zone": fields.zone = texts.name(try reader.string())
            case "metadata": fields.metadata = try texts.metadata(try reader.raw())
            case "tags": fields.tags = try texts.tags(try reader.raw())
            case "checks": fields.checks = try texts.checks(try reader.raw())
            case "ttl_ms": fields.ttl = try reader.integer()
            case "evict_after_ms": fields.evictAfter = try reader.integer()
            case "status": fields.status = try reader.string()
            case "status_trigger": fields.trigger = try reader.string()
            case "status_cause": fields.cause = try reader.string()
            case "status_since_ms": fields.since = try reader.integer()
            case "created_ms": fields.created = try reader.integer()
            case "updated_ms": fields.updated = try reader.integer()
            case "revision": fields.revision = try reader.integer()
            default: try reader.skip()
            }
        }
        try reader.end()
        return try fields.instance()
    }
}
