package import RollcallJSON
import RollcallCore

// Written by hand because lists of ten thousand instances and every registration pass through here; the tests hold it
// against the synthesized coding, field by field.

extension InstanceView: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", id)
            writer.field("name", name)
            writer.field("address", address)
            writer.field("port", port)
            writer.field("metadata", metadata)
            writer.field("tags", tags)
            writer.field("zone", zone)
            writer.field("weight", weight)
            writer.field("priority", priority)
            writer.field("lease", lease)
            writer.field("checks", checks)
            writer.field("status", status.rawValue)
            writer.field("status_cause", statusCause)
            if let statusTrigger { writer.field("status_trigger", statusTrigger.rawValue) }
            writer.field("status_since", statusSince)
            if let changesLastHour { writer.field("changes_last_hour", changesLastHour) }
            writer.field("created", created)
            writer.field("updated", updated)
            writer.field("revision", revision)
        }
    }
}

extension InstanceView: JSONReadable {
    package init(from reader: inout JSONReader) throws {
        var texts = Texts()
        var numbers = Numbers()
        var metadata: [String: String] = [:]
        var tags: [String] = []
        var lease: LeaseView?
        var checks: [CheckView] = []
        try reader.object { field, reader in
            switch field {
            case "id": texts.id = try reader.string()
            case "name": texts.name = try reader.string()
            case "address": texts.address = try reader.string()
            case "port": numbers.port = try reader.integer()
            case "metadata": metadata = try reader.pairs()
            case "tags": tags = try reader.strings()
            case "zone": texts.zone = try reader.string()
            case "weight": numbers.weight = try reader.integer()
            case "priority": numbers.priority = try reader.integer()
            case "lease": lease = try LeaseView(from: &reader)
            case "checks": checks = try reader.values()
            case "status": texts.status = try reader.string()
            case "status_cause": texts.statusCause = try reader.string()
            case "status_trigger": texts.statusTrigger = try reader.string()
            case "status_since": texts.statusSince = try reader.string()
            case "changes_last_hour": numbers.changesLastHour = try reader.integer()
            case "created": texts.created = try reader.string()
            case "updated": texts.updated = try reader.string()
            case "revision": numbers.revision = try reader.integer()
            default: try reader.skip()
            }
        }
        id = try texts.id.required("id")
        name = try texts.name.required("name")
        address = try texts.address.required("address")
        port = Int(try numbers.port.required("port"))
        self.metadata = metadata
        self.tags = tags
        zone = try texts.zone.required("zone")
        weight = Int(try numbers.weight.required("weight"))
        priority = Int(try numbers.priority.required("priority"))
        self.lease = try lease.required("lease")
        self.checks = checks
        status = try ServiceStatus(json: texts.status.required("status"), "status")
        statusCause = try texts.statusCause.required("status_cause")
        statusTrigger = try texts.statusTrigger.map { try StatusEvent(json: $0, "status_trigger") }
        statusSince = try texts.statusSince.required("status_since")
        changesLastHour = numbers.changesLastHour.map { Int($0) }
        created = try texts.created.required("created")
        updated = try texts.updated.required("updated")
        revision = try numbers.revision.required("revision")
    }

    private struct Texts {
        var id, name, address, zone, status, statusCause, statusTrigger, statusSince, created, updated: String?
    }

    private struct Numbers {
        var port, weight, priority, changesLastHour, revision: Int64?
    }
}

extension LeaseView: JSONWritable, JSONReadable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("ttl", ttl)
            writer.field("evict_after", evictAfter)
            if let expiresInMilliseconds { writer.field("expires_in_ms", expiresInMilliseconds) }
            if let evictsInMilliseconds { writer.field("evicts_in_ms", evictsInMilliseconds) }
            if let renewed { writer.field("renewed", renewed) }
        }
    }

    package init(from reader: inout JSONReader) throws {
        var ttl: String?
        var evictAfter: String?
        var expires: Int64?
        var evicts: Int64?
        var renewed: String?
        try reader.object { field, reader in
            switch field {
            case "ttl": ttl = try reader.string()
            case "evict_after": evictAfter = try reader.string()
            case "expires_in_ms": expires = try reader.integer()
            case "evicts_in_ms": evicts = try reader.integer()
            case "renewed": renewed = try reader.string()
            default: try reader.skip()
            }
        }
        self.ttl = try ttl.required("lease.ttl")
        self.evictAfter = try evictAfter.required("lease.evict_after")
        expiresInMilliseconds = expires
        evictsInMilliseconds = evicts
        self.renewed = renewed
    }
}

extension RawRepresentable<String> {
    /// The value of a field that takes one of a few words.
    init(json text: String, _ field: String) throws {
        guard let value = Self(rawValue: text) else { throw Malformed(reason: "\(field) is none of its words") }
        self = value
    }
}
