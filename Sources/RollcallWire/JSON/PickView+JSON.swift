package import RollcallJSON

extension PickView: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("epoch", epoch)
            writer.field("revision", revision)
            writer.field("service", service)
            writer.field("policy", policy)
            writer.field("instance", instance)
            writer.field("zone", zone)
            writer.field("step", step)
            writer.field("probe", probe)
            writer.field("panic", panic)
            writer.field("why", why)
            writer.field("pick", pick)
            if let others { writer.field("others", others) }
        }
    }
}

extension PickView.Other: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("id", id)
            writer.field("why", why)
        }
    }
}
