import RollcallCore
import RollcallJSON

/// An instance as a row of `instances`, and as the body of an event.
enum InstanceRow {
    static let table = "instances"

    private static let columns = [
        "id", "service", "address", "port", "weight", "priority", "zone", "metadata", "tags", "checks", "ttl_ms",
        "evict_after_ms", "status", "status_trigger", "status_cause", "status_since_ms", "created_ms", "updated_ms",
        "revision", "renewed_ms",
    ]

    static let select = "SELECT \(columns.joined(separator: ", ")) FROM instances ORDER BY id"

    /// A new row counts as renewed when it was made; an old one keeps its renewal.
    static let upsert = """
        INSERT INTO instances (\(columns.joined(separator: ", ")))
        VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
        ON CONFLICT (id) DO UPDATE SET
        \(columns.dropFirst().dropLast().map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
        """

    static func write(_ instance: ServiceInstance, _ statement: RawStatement) throws {
        let registration = instance.registration
        try statement.bind(1, instance.id.text)
        try statement.bind(2, instance.service.text)
        try statement.bind(3, registration.address.text)
        try statement.bind(4, Int64(registration.port))
        try statement.bind(5, Int64(registration.weight))
        try statement.bind(6, Int64(registration.priority))
        try statement.bind(7, registration.zone)
        try statement.bind(8, PairText.encode(registration.metadata.pairs))
        try statement.bind(9, TagText.encode(registration.tags))
        try statement.bind(10, CheckText.encode(registration.checks))
        try statement.bind(11, registration.lease.ttl.milliseconds)
        try statement.bind(12, registration.lease.evictAfter.milliseconds)
        try statement.bind(13, instance.status.rawValue)
        try statement.bind(14, instance.lastChange.trigger?.rawValue)
        try statement.bind(15, instance.lastChange.cause)
        try statement.bind(16, instance.lastChange.at.milliseconds)
        try statement.bind(17, instance.created.milliseconds)
        try statement.bind(18, instance.updated.milliseconds)
        try statement.bind(19, instance.revision.number)
        try statement.bind(20, instance.updated.milliseconds)
        try statement.run()
    }

    static func read(_ row: RawStatement, _ texts: inout DecodedTexts) throws -> StoredRegistry.Item {
        let id = InstanceID(trusted: row.text(0))
        do {
            let fields = InstanceFields(
                id: id.text, service: texts.name(row.text(1)), address: row.text(2), port: row.integer(3),
                weight: row.integer(4), priority: row.integer(5), zone: texts.name(row.text(6)),
                metadata: try texts.metadata(row.text(7)), tags: try texts.tags(row.text(8)),
                checks: try texts.checks(row.text(9)), ttl: row.integer(10), evictAfter: row.integer(11),
                status: row.text(12), trigger: row.optionalText(13), cause: row.text(14), since: row.integer(15),
                created: row.integer(16), updated: row.integer(17), revision: row.integer(18))
            return StoredRegistry.Item(
                instance: try fields.instance(), renewed: WallTime(milliseconds: row.integer(19)))
        } catch let error as Malformed {
            throw StoreError.corrupt(table: table, id: id.text, reason: error.reason)
        }
    }
}

/// The parts of an instance as plain values, before they are understood.
struct InstanceFields {
    var id = ""
    var service = ""
    var address = ""
    var port: Int64 = 0
    var weight: Int64 = 0
    var priority: Int64 = 0
    var zone = ""
    var metadata = Metadata.empty
    var tags: [String] = []
    var checks: [HealthCheck] = []
    var ttl: Int64 = 0
    var evictAfter: Int64 = 0
    var status = ""
    var trigger: String?
    var cause = ""
    var since: Int64 = 0
    var created: Int64 = 0
    var updated: Int64 = 0
    var revision: Int64 = 0

    func instance() throws -> ServiceInstance {
        guard !id.isEmpty, !service.isEmpty, !address.isEmpty else {
            throw Malformed(reason: "id, service or address is empty")
        }
        guard let port = UInt16(exactly: port), port > 0 else { throw Malformed(reason: "\(port) is no port") }
        guard let status = ServiceStatus(rawValue: status) else { throw Malformed(reason: "\(status) is no status") }
        guard ttl > 0, evictAfter >= 0 else { throw Malformed(reason: "the lease has no span") }
        let registration = Registration(
            trusted: InstanceID(trusted: id), service: ServiceName(trusted: service),
            address: Address(trusted: address), port: port, metadata: metadata, tags: tags, zone: zone,
            weight: Int(weight), priority: Int(priority),
            lease: LeaseTerms(trustedTTL: .milliseconds(ttl), evictAfter: .milliseconds(evictAfter)), checks: checks)
        return ServiceInstance(
            registration, status: status,
            lastChange: StatusChange(
                trigger: try trigger.map(Self.trigger), cause: cause, at: WallTime(milliseconds: since)),
            created: WallTime(milliseconds: created), updated: WallTime(milliseconds: updated),
            revision: Revision(revision))
    }

    static func trigger(_ text: String) throws -> StatusEvent {
        guard let trigger = StatusEvent(rawValue: text) else { throw Malformed(reason: "\(text) is no status event") }
        return trigger
    }
}
