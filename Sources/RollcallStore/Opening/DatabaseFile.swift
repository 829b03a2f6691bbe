import Foundation
import GRDB
import Migrations
import RollcallCore

/// The database file before the store has it: whether it is ours, and how it comes to be.
enum DatabaseFile {
    /// Makes sure that a database of this schema or an older one lies at `path`. Call it with the lock held.
    static func prepare(_ path: String) throws(StoreError) {
        guard let header = try DatabaseHeader.read(path) else { return try create(path) }
        try header.check(path)
        try checkLog(path)
    }

    /// The newest header may stand in the write-ahead log of a daemon that was killed.
    private static func checkLog(_ path: String) throws(StoreError) {
        guard size(path + "-wal") > 0 else { return }
        do {
            let queue = try DatabaseQueue(path: path, configuration: ConnectionSettings.reader())
            try queue.read { db in try header(db).check(path) }
            try queue.close()
        } catch { throw .reading(path, error) }
    }

    static func header(_ db: Database) throws -> DatabaseHeader {
        let applicationID = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        return DatabaseHeader(
            applicationID: UInt32(bitPattern: applicationID), userVersion: UInt32(bitPattern: version))
    }

    static func size(_ path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }

    /// As `df` tells it: what only root may use counts as taken.
    static func diskUsedShare(_ path: String) -> Double? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        let (used, left) = (Double(status.f_blocks - status.f_bfree), Double(status.f_bavail))
        return used + left > 0 ? used / (used + left) : nil
    }

    static func createFolder(of path: String) throws(StoreError) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard !FileManager.default.fileExists(atPath: folder) else { return }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch { throw .unreadable(path: folder, reason: "\(error.localizedDescription)") }
    }

    /// Built beside its place and then renamed, so that a crash never leaves half a database behind.
    private static func create(_ path: String) throws(StoreError) {
        let draft = path + ".new"
        for suffix in ["", "-journal"] { unlink(draft + suffix) }
        // Before SQLite sees it: the log and the index inherit the permissions.
        let descriptor = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .unreadable(path: draft, reason: SystemError.last) }
        close(descriptor)
        do {
            var configuration = Configuration()
            // auto_vacuum counts only before the first page is written and before WAL is on.
            configuration.prepareDatabase { db in
                try db.execute(sql: "PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL")
            }
            let queue = try DatabaseQueue(path: draft, configuration: configuration)
            try queue.writeWithoutTransaction { db in
                try Schema.migrate(db)
                try db.execute(
                    sql: "INSERT INTO registry (id, epoch, revision, is_clean) VALUES (1, ?, 0, 1)",
                    arguments: [epoch()])
            }
            try queue.close()
        } catch { throw .reading(draft, error) }
        guard rename(draft, path) == 0 else { throw .unreadable(path: path, reason: SystemError.last) }
        syncFolder(of: path)
    }

    private static func syncFolder(of path: String) {
        let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        fsync(folder)
        close(folder)
    }

    private static func epoch() -> String {
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// The schema, brought up to date.
enum Schema {
    /// Each migration is one transaction together with its number.
    static func migrate(_ db: Database) throws {
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        for migration in Migrations.all where migration.number > version {
            try db.inTransaction(.exclusive) {
                try db.execute(sql: migration.sql)
                try db.execute(
                    sql: """
                        PRAGMA application_id = \(DatabaseHeader.applicationID);
                        PRAGMA user_version = \(migration.number)
                        """)
                return .commit
            }
        }
    }
}

extension StoreError {
    /// What went wrong with the file at `path`, from whatever the database threw.
    static func reading(_ path: String, _ error: any Error) -> StoreError {
        switch error {
        case let error as StoreError: error
        case let error as DatabaseError: .unreadable(path: path, reason: error.words)
        case is CancellationError: .unreadable(path: path, reason: "the caller went away")
        default: .unreadable(path: path, reason: "\(error)")
        }
    }
}

extension DatabaseError {
    /// SQLite's message and its extended code: `disk I/O error (SQLite 1034)`.
    var words: String { "\(message ?? "no message") (SQLite \(extendedResultCode.rawValue))" }
}
