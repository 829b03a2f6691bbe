import RollcallCore
import RollcallJSON

/// An event as a row of `events`.
enum EventRow {
    static let table = "events"

    static let columns = """
        revision, time_ms, kind, instance, service, from_status, to_status, trigger_event, fields, is_active, cause,
        body
        """

    static let insert = "INSERT INTO events (\(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

    static func write(_ event: RegistryEvent, _ statement: RawStatement) throws {
        try statement.bind(1, event.revision.number)
        try statement.bind(2, event.time.milliseconds)
        try statement.bind(3, event.kind.name.rawValue)
        try statement.bind(4, event.instance?.text)
        try statement.bind(5, event.service?.text)
        var change: (from: String?, to: String?, trigger: String?)
        var (fields, body): (String?, String?)
        var isActive: Int64?
        switch event.kind {
        case .registered(let instance): body = InstanceBody.encode(instance)
        case .updated(let instance, let names):
            body = InstanceBody.encode(instance)
            fields = names.joined(separator: ",")
        case .status(let from, let to, let trigger): change = (from.rawValue, to.rawValue, trigger.rawValue)
        case .selfPreservation(let active): isActive = active ? 1 : 0
        case .breaker(let from, let record):
            change.from = from.rawValue
            body = BreakerText.encode(record)
        case .policy(let policy): body = PolicyText.encode(policy)
        case .deregistered, .evicted, .started: break
        }
        try statement.bind(6, change.from)
        try statement.bind(7, change.to)
        try statement.bind(8, change.trigger)
        try statement.bind(9, fields)
        try statement.bind(10, isActive)
        try statement.bind(11, event.cause)
        try statement.bind(12, body)
        try statement.run()
    }

    static func read(_ row: RawStatement, _ texts: inout DecodedTexts) throws -> RegistryEvent {
        let revision = row.integer(0)
        do {
            return RegistryEvent(
                revision: Revision(revision), time: WallTime(milliseconds: row.integer(1)),
                kind: try kind(row, &texts), instance: row.optionalText(3).map(InstanceID.init(trusted:)),
                service: row.optionalText(4).map { ServiceName(trusted: texts.name($0)) }, cause: row.text(10))
        } catch let error as Malformed {
            throw StoreError.corrupt(table: table, id: String(revision), reason: error.reason)
        }
    }

    private static func kind(_ row: RawStatement, _ texts: inout DecodedTexts) throws -> RegistryEvent.Kind {
        guard let name = EventKind(rawValue: row.text(2)) else {
            throw Malformed(reason: "\(row.text(2)) is no kind of event")
        }
        switch name {
        case .registered: return .registered(try InstanceBody.decode(row.text(11), &texts))
        case .updated:
            let fields = row.text(8).split(separator: ",").map(String.init)
            return .updated(try InstanceBody.decode(row.text(11), &texts), fields: fields)
        case .status:
            guard let from = ServiceStatus(rawValue: row.text(5)), let to = ServiceStatus(rawValue: row.text(6)) else {
                throw Malformed(reason: "\(row.text(5)) or \(row.text(6)) is no status")
            }
            return .status(from: from, to: to, on: try InstanceFields.trigger(row.text(7)))
        case .deregistered: return .deregistered
        case .evicted: return .evicted
        case .breaker:
            guard let from = BreakerState(rawValue: row.text(5)) else {
                throw Malformed(reason: "\(row.text(5)) is no state of a breaker")
            }
            return .breaker(from: from, try BreakerText.decode(row.text(11)))
        case .policy: return .policy(try PolicyText.decode(row.text(11)))
        case .selfPreservation: return .selfPreservation(isActive: row.integer(9) == 1)
        case .started: return .started
        }
    }
}
