import GRDB
import GRDBSQLite

/// How connections are set up. https://www.sqlite.org/pragma.html
enum ConnectionSettings {
    static let busySeconds = 5.0
    static let readerCountMax = 4
    static let checkpointPageCount = 1_000
    /// Above what the largest instance takes in JSON; a longer text is an attack or an accident.
    private static let textBytesMax: Int32 = 1 << 20
    private static let statementBytesMax: Int32 = 64 << 10

    /// For the pool of the file's owner: one writer, and readers that can neither write nor checkpoint. SQLite 3.40.1
    /// can lose commits when two connections checkpoint (https://www.sqlite.org/wal.html#walresetbug).
    static func owner() -> Configuration {
        var configuration = Configuration()
        configuration.label = "rollcall"
        configuration.busyMode = .timeout(busySeconds)
        configuration.maximumReaderCount = readerCountMax
        configuration.prepareDatabase { db in
            try harden(db)
            try db.execute(
                sql: db.configuration.readonly
                    ? "PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0"
                    // Debian's library overwrites what is deleted; dropping old events would write them once more.
                    : "PRAGMA foreign_keys = ON; PRAGMA secure_delete = OFF")
        }
        return configuration
    }

    static func reader() -> Configuration {
        var configuration = Configuration()
        configuration.label = "rollcall.reader"
        configuration.readonly = true
        configuration.busyMode = .timeout(busySeconds)
        configuration.prepareDatabase { db in
            try harden(db)
            try db.execute(sql: "PRAGMA query_only = ON; PRAGMA wal_autocheckpoint = 0")
        }
        return configuration
    }

    /// Commits sync the log. The pool sets NORMAL while it opens, so this comes afterwards.
    static func makeDurable(_ db: Database) throws {
        try db.execute(
            sql: "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = \(checkpointPageCount)")
    }

    /// Nothing in the file's own schema is trusted, and an I/O error stays an error instead of a SIGBUS.
    private static func harden(_ db: Database) throws {
        let connection = db.sqliteConnection
        sqlite3_limit(connection, SQLITE_LIMIT_LENGTH, textBytesMax)
        sqlite3_limit(connection, SQLITE_LIMIT_SQL_LENGTH, statementBytesMax)
        sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
        try db.execute(
            sql: """
                PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;
                PRAGMA mmap_size = 0; PRAGMA cache_size = -8000
                """)
    }
}
