import Foundation
import GRDB
import GRDBSQLite
import Migrations
package import RollcallCore
import Synchronization

/// The registry in one SQLite file: rows for what is, events for what was.
///
/// It owns the file from `open` to `close`. One connection writes and checkpoints, in the order of the calls; readers
/// never wait for it. Returning from `commit` means that the log is synced.
package final class SQLiteStore: RegistryStore {
    package let path: String
    /// False when the last owner did not get to `close`.
    package let wasClosed: Bool

    private let pool: DatabasePool
    /// Held for life: let go of by `close`, or by the kernel.
    private let lock: Mutex<DatabaseLock?>

    /// Opens the database at `path`, or creates it along with its folder.
    ///
    /// A file that is not ours, or that a newer rollcall wrote, is not touched.
    package static func open(path: String) async throws(StoreError) -> SQLiteStore {
        // Looked at before the lock file is made: nothing may appear beside a stranger's file.
        try DatabaseHeader.read(path)?.check(path)
        try DatabaseFile.createFolder(of: path)
        let lock = try await DatabaseLock.own(path)
        try DatabaseFile.prepare(path)
        do {
            let pool = try DatabasePool(path: path, configuration: ConnectionSettings.owner())
            let wasClosed = try await pool.writeWithoutTransaction { db in
                try DatabaseFile.header(db).check(path)
                try ConnectionSettings.makeDurable(db)
                try Schema.migrate(db)
                let isClean = try RegistryPosition.read(db).isClean
                try db.execute(sql: "UPDATE registry SET is_clean = 0")
                return isClean
            }
            return SQLiteStore(path: path, wasClosed: wasClosed, pool: pool, lock: lock)
        } catch { throw .reading(path, error) }
    }

    private init(path: String, wasClosed: Bool, pool: DatabasePool, lock: DatabaseLock) {
        self.path = path
        self.wasClosed = wasClosed
        self.pool = pool
        self.lock = Mutex(lock)
    }

    // MARK: Writing

    package func commit(_ batch: StoreBatch) async throws(StoreError) {
        guard !batch.isEmpty else { return }
        do {
            try await writing { db in
                try db.inTransaction(.immediate) {
                    try BatchWriter.write(batch, db)
                    return .commit
                }
            }
        } catch let error as DatabaseError {
            throw .outcomeUnknown(error.words)
        } catch { throw .outcomeUnknown("\(error)") }
    }

    package func compact(
        _ retention: Retention, now: WallTime, countMax: Int
    ) async throws(StoreError) -> (floor: Revision, hasMore: Bool) {
        do {
            return try await writing { db in
                var result = (floor: Revision.zero, hasMore: false)
                try db.inTransaction(.immediate) {
                    result = try Compaction.run(db, retention, now: now, countMax: countMax)
                    return .commit
                }
                return result
            }
        } catch let error as DatabaseError {
            throw .outcomeUnknown(error.words)
        } catch { throw .reading(path, error) }
    }

    package func close() async throws(StoreError) {
        do {
            try await writing { db in
                try db.execute(sql: "UPDATE registry SET is_clean = 1")
                _ = try db.checkpoint(.truncate)
            }
            try pool.close()
        } catch { throw .reading(path, error) }
        lock.withLock { $0 = nil }
    }

    /// GRDB rolls a write back when the task that asked for it is cancelled. One client that hangs up must not undo
    /// what others were promised, so the write has a task of its own that nobody can cancel.
    private func writing<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        try await Task { [pool] in try await pool.writeWithoutTransaction(body) }.value
    }

    // MARK: Reading

    package func load() async throws(StoreError) -> StoredRegistry {
        try await reading { [wasClosed] db in try RegistryLoader.load(db, wasClosed: wasClosed) }
    }

    package func events(_ query: EventQuery) async throws(StoreError) -> EventPage {
        try await reading { db in try EventPages.page(db, query) }
    }

    package func registry(at point: PointInTime) async throws(StoreError) -> PastRegistry {
        try await reading { db in try PastRegistryReader.read(db, point) }
    }

    package func gauges() async throws(StoreError) -> StoreGauges {
        let position = try await reading { db in try RegistryPosition.read(db) }
        return StoreGauges(
            databaseBytes: DatabaseFile.size(path), walBytes: DatabaseFile.size(path + "-wal"),
            eventCount: position.revision.number - position.floor.number, floor: position.floor)
    }

    package func sizes() -> StoreSizes {
        StoreSizes(
            databaseBytes: DatabaseFile.size(path), walBytes: DatabaseFile.size(path + "-wal"),
            diskUsedShare: DatabaseFile.diskUsedShare(path))
    }

    private func reading<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do { return try await pool.read(body) } catch { throw .reading(path, error) }
    }
}

/// How a connection is set up, for those who want to see it.
extension SQLiteStore {
    package enum Setting: String, Sendable, CaseIterable {
        case applicationID = "application_id"
        case autoVacuum = "auto_vacuum"
        case cellSizeCheck = "cell_size_check"
        case foreignKeys = "foreign_keys"
        case journalMode = "journal_mode"
        case queryOnly = "query_only"
        case synchronous
        case trustedSchema = "trusted_schema"
        case userVersion = "user_version"
        case checkpointPages = "wal_autocheckpoint"
    }

    /// SQLite's own number, as in `3.40.1`.
    package static var libraryVersion: String { String(cString: sqlite3_libversion()) }

    package func writerSetting(_ setting: Setting) async throws(StoreError) -> String {
        do { return try await writing { db in try Self.value(setting, db) } } catch { throw .reading(path, error) }
    }

    package func readerSetting(_ setting: Setting) async throws(StoreError) -> String {
        try await reading { db in try Self.value(setting, db) }
    }

    private static func value(_ setting: Setting, _ db: Database) throws -> String {
        let row = try RawStatement(db, "PRAGMA \(setting.rawValue)")
        defer { row.reset() }
        return try row.step() ? row.text(0) : ""
    }
}
