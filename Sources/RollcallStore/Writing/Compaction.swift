import GRDB
import RollcallCore

/// Raises the floor of the history by one chunk, inside the transaction of its caller.
///
/// What tells how a living instance stood at the floor stays: `InstanceHistory.Base`. It is out of sight, because pages
/// begin above the floor.
enum Compaction {
    /// Free pages are given back when there are more than these; fewer are soon used again.
    private static let freePageCountMax: Int64 = 4_096
    private static let pagesFreedMax = 1_024

    static func run(
        _ db: Database, _ retention: Retention, now: WallTime, countMax: Int
    ) throws -> (floor: Revision, hasMore: Bool) {
        let position = try RegistryPosition.read(db)
        let times = try EventTimes(db, position)
        let tooOld = now.advanced(by: .milliseconds(-1) - retention.ageMax)
        let goal = max(
            try times.newest(notAfter: tooOld), Revision(position.revision.number - Int64(retention.eventCountMax)))
        guard goal > position.floor else { return (position.floor, false) }
        let floor = min(goal, Revision(position.floor.number + Int64(max(1, countMax))))
        let floorTime = try times.time(of: floor)
        try delete(db, from: position.floor, to: floor)
        let raise = try RawStatement(db, "UPDATE registry SET floor = ?, floor_time_ms = ?")
        try raise.bind(1, floor.number)
        try raise.bind(2, floorTime?.milliseconds)
        try raise.run()
        try giveBack(db)
        return (floor, floor < goal)
    }

    private static func delete(_ db: Database, from old: Revision, to floor: Revision) throws {
        var instances: Set<String> = []
        let names = try RawStatement(
            db, "SELECT instance FROM events WHERE revision > ? AND revision <= ? AND instance IS NOT NULL")
        try names.bind(1, old.number)
        try names.bind(2, floor.number)
        while try names.step() { instances.insert(names.text(0)) }

        let nameless = try RawStatement(
            db, "DELETE FROM events WHERE revision > ? AND revision <= ? AND instance IS NULL")
        try nameless.bind(1, old.number)
        try nameless.bind(2, floor.number)
        try nameless.run()

        // Only those that something happened to: the others' bases, at or below the old floor, are as they were.
        let history = try InstanceHistory(db)
        let outlived = try RawStatement(
            db,
            """
            DELETE FROM events INDEXED BY events_of_instance
            WHERE instance = ? AND revision <= ? AND revision <> ? AND revision <> ?
            """)
        for instance in instances.sorted() {
            let base = try history.base(of: instance, at: floor)
            try outlived.bind(1, instance)
            try outlived.bind(2, floor.number)
            try outlived.bind(3, base?.body ?? 0)
            try outlived.bind(4, base?.status ?? 0)
            try outlived.run()
        }
    }

    private static func giveBack(_ db: Database) throws {
        let free = try Int64.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
        guard free > freePageCountMax else { return }
        try RawStatement(db, "PRAGMA incremental_vacuum(\(pagesFreedMax))").run()
    }
}
