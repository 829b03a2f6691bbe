import GRDB
import RollcallCore
import RollcallJSON

/// Reads everything for a start. The history is not walked, except for the last hour's changes of status.
enum RegistryLoader {
    /// More changes of status within the hour than these are not counted: a start must stay quick in a storm.
    static let flapEventCountMax: Int64 = 200_000

    static func load(_ db: Database, wasClosed: Bool? = nil) throws -> StoredRegistry {
        let position = try RegistryPosition.read(db)
        try checkContinuity(db, position)
        let times = try EventTimes(db, position)
        let last = try times.time(of: position.revision)
        var texts = DecodedTexts()
        let items = try InstanceRows.read(db, &texts)
        if let ahead = items.first(where: { $0.instance.revision > position.revision }) {
            throw StoreError.corrupt(
                table: InstanceRow.table, id: ahead.instance.id.text,
                reason: "its revision \(ahead.instance.revision) is above the registry's \(position.revision)")
        }
        return StoredRegistry(
            epoch: position.epoch, revision: position.revision, floor: position.floor, lastEventTime: last,
            instances: items, flaps: try last.map { try flaps(db, times, until: $0) } ?? [:],
            breakers: try bodies(db, "breakers", "instance", InstanceID.init(trusted:), BreakerText.decode),
            policies: try bodies(db, "policies", "service", ServiceName.init(trusted:), PolicyText.decode),
            totals: try bodies(db, "totals", "instance", InstanceID.init(trusted:), TotalsText.decode),
            minutes: try last.map { try MinuteCounts.read(db, times, until: $0) } ?? MinuteHistory(),
            wasClosed: wasClosed ?? position.isClean)
    }

    /// The recorded revision, the newest event and the first one above the floor must fit together.
    private static func checkContinuity(_ db: Database, _ position: RegistryPosition) throws {
        let (floor, recorded) = (position.floor.number, position.revision.number)
        let newest = max(try RawStatement(db, "SELECT max(revision) FROM events").firstInteger() ?? 0, floor)
        guard newest == recorded else {
            throw StoreError.corrupt(
                table: "registry", id: "1", reason: "it records revision \(recorded), but the newest event is \(newest)"
            )
        }
        let first = try RawStatement(db, "SELECT min(revision) FROM events WHERE revision > ?")
        try first.bind(1, floor)
        guard let oldest = try first.firstInteger() else { return }
        guard oldest == floor + 1 else {
            throw StoreError.corrupt(table: EventRow.table, id: "\(floor + 1)", reason: "it is missing")
        }
    }

    /// A table of keys and JSON. A file that an older rollcall wrote, and that is only being read, has none of them.
    private static func bodies<Key: Hashable, Value>(
        _ db: Database, _ table: String, _ column: String, _ key: (String) -> Key, _ decode: (String) throws -> Value
    ) throws -> [Key: Value] {
        guard try db.tableExists(table) else { return [:] }
        let rows = try RawStatement(db, "SELECT \(column), body FROM \(table)")
        defer { rows.reset() }
        var values: [Key: Value] = [:]
        while try rows.step() {
            do { values[key(rows.text(0))] = try decode(rows.text(1)) } catch let error as Malformed {
                throw StoreError.corrupt(table: table, id: rows.text(0), reason: error.reason)
            }
        }
        return values
    }

    private static func flaps(
        _ db: Database, _ times: EventTimes, until last: WallTime
    ) throws -> [InstanceID: FlapScore] {
        let start = try times.newest(notAfter: last.advanced(by: .zero - FlapScore.window))
        let rows = try RawStatement(
            db,
            """
            SELECT instance, time_ms FROM events INDEXED BY events_of_kind
            WHERE kind = ? AND revision > ? ORDER BY revision DESC LIMIT ?
            """)
        defer { rows.reset() }
        try rows.bind(1, EventKind.status.rawValue)
        try rows.bind(2, start.number)
        try rows.bind(3, flapEventCountMax)
        var changes: [InstanceID: [WallTime]] = [:]
        while try rows.step() {
            let id = InstanceID(trusted: rows.text(0))
            changes[id, default: []].append(WallTime(milliseconds: rows.integer(1)))
        }
        return changes.mapValues { FlapScore($0.reversed()) }
    }
}
