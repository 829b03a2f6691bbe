import GRDB
import RollcallCore

/// The one row of `registry`: where the history begins and where it stands.
struct RegistryPosition {
    let epoch: String
    let revision: Revision
    let floor: Revision
    /// When the event of the floor happened; nil while the floor is zero.
    let floorTime: WallTime?
    let isClean: Bool

    static func read(_ db: Database) throws -> RegistryPosition {
        let row = try RawStatement(db, "SELECT epoch, revision, floor, floor_time_ms, is_clean FROM registry")
        defer { row.reset() }
        guard try row.step() else { throw StoreError.corrupt(table: "registry", id: "1", reason: "it is missing") }
        return RegistryPosition(
            epoch: row.text(0), revision: Revision(row.integer(1)), floor: Revision(row.integer(2)),
            floorTime: row.isNull(3) ? nil : WallTime(milliseconds: row.integer(3)), isClean: row.integer(4) == 1)
    }
}

/// The times of events, which never fall from one revision to the next.
struct EventTimes {
    let position: RegistryPosition
    private let statement: RawStatement

    init(_ db: Database, _ position: RegistryPosition) throws {
        self.position = position
        statement = try RawStatement(db, "SELECT time_ms FROM events WHERE revision = ?")
    }

    func time(of revision: Revision) throws -> WallTime? {
        if revision == position.floor { return position.floorTime }
        try statement.bind(1, revision.number)
        guard let milliseconds = try statement.firstInteger() else {
            throw StoreError.corrupt(table: EventRow.table, id: "\(revision)", reason: "it is missing")
        }
        return WallTime(milliseconds: milliseconds)
    }

    /// The newest revision above the floor whose event is not later than `time`, or the floor. Found by halving.
    func newest(notAfter time: WallTime) throws -> Revision {
        var (low, high) = (position.floor.number, position.revision.number)
        while low < high {
            let middle = low + (high - low + 1) / 2
            let isLater = try self.time(of: Revision(middle)).map { $0 > time } ?? false
            if isLater { high = middle - 1 } else { low = middle }
        }
        return Revision(low)
    }
}
