extension Registration {
    /// By the names they have on the wire.
    func fieldsDiffering(from other: Registration) -> [String] {
        var fields: [String] = []
        if address != other.address { fields.append("address") }
        if port != other.port { fields.append("port") }
        if metadata != other.metadata { fields.append("metadata") }
        if tags != other.tags { fields.append("tags") }
        if zone != other.zone { fields.append("zone") }
        if weight != other.weight { fields.append("weight") }
        if priority != other.priority { fields.append("priority") }
        if lease != other.lease { fields.append("lease") }
        if checks != other.checks { fields.append("checks") }
        return fields
    }

    /// What became of `fields`, for people: `weight 1 → 0; metadata, tags changed`.
    func words(for fields: [String], since before: Registration) -> String {
        var values: [String] = []
        var rest: [String] = []
        for field in fields {
            switch field {
            case "address": values.append("address \(before.address.text) → \(address.text)")
            case "port": values.append("port \(before.port) → \(port)")
            case "zone": values.append("zone \(Self.word(before.zone)) → \(Self.word(zone))")
            case "weight": values.append("weight \(before.weight) → \(weight)")
            case "priority": values.append("priority \(before.priority) → \(priority)")
            default: rest.append(field)
            }
        }
        let changed = rest.isEmpty ? [] : ["\(rest.joined(separator: ", ")) changed"]
        return (values + changed).joined(separator: "; ")
    }

    private static func word(_ zone: String) -> String { zone.isEmpty ? "none" : zone }
}
