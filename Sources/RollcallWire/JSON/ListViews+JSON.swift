package import RollcallJSON

extension InstanceListView: JSONWritable, JSONReadable {
    /// What an instance with a check and a little metadata takes.
    private static let instanceBytes = 600

    package func write(to writer: inout JSONWriter) {
        writer.reserve(instances.count * Self.instanceBytes)
        writer.object { writer in
            writer.field("epoch", epoch)
            writer.field("revision", revision)
            if let serviceRevision { writer.field("service_revision", serviceRevision) }
            writer.field("instances", instances)
            if let next { writer.field("next", next) }
        }
    }

    package init(from reader: inout JSONReader) throws {
        var epoch: String?
        var revision: Int64?
        var serviceRevision: Int64?
        var instances: [InstanceView] = []
        var next: String?
        try reader.object { field, reader in
            switch field {
            case "epoch": epoch = try reader.string()
            case "revision": revision = try reader.integer()
            case "service_revision": serviceRevision = try reader.integer()
            case "instances": instances = try reader.values()
            case "next": next = try reader.string()
            default: try reader.skip()
            }
        }
        self.init(
            epoch: try epoch.required("epoch"), revision: try revision.required("revision"),
            serviceRevision: serviceRevision, instances: instances, next: next)
    }
}

extension MutationView: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("epoch", epoch)
            writer.field("revision", revision)
            writer.field("outcome", outcome)
            writer.field("instance", instance)
        }
    }
}

extension InstanceAnswer: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("epoch", epoch)
            writer.field("revision", revision)
            writer.field("instance", instance)
        }
    }
}

extension HeartbeatView: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", id)
            writer.field("revision", revision)
            writer.field("status", status)
            writer.field("ttl", ttl)
            writer.field("expires_in_ms", expiresInMilliseconds)
        }
    }
}
