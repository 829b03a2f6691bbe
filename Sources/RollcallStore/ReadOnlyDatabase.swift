import Foundation
import GRDB
package import RollcallCore

/// A registry's database, for looking only: of a daemon that is running, that stopped, or that was killed.
///
/// The file is never written, never checkpointed, and nothing is left beside it.
package final class ReadOnlyDatabase: EventHistory {
    package let path: String
    private let queue: DatabaseQueue
    /// Keeps a daemon from starting on the file while it is read as one that does not change.
    private let lock: DatabaseLock?
    private let copy: TemporaryCopy?

    /// - Throws: `.unreadable` when there is nothing at `path`, and whatever keeps a daemon from opening it.
    package static func open(path: String) throws(StoreError) -> ReadOnlyDatabase {
        guard let header = try DatabaseHeader.read(path) else {
            throw .unreadable(path: path, reason: "there is no database, or it is empty")
        }
        try header.check(path)
        switch DatabaseLock.share(path) {
        case .owned: return try ReadOnlyDatabase(path, opening: path)
        case .shared(let lock): return try unowned(path, lock)
        case .none: return try unowned(path, nil)
        }
    }

    /// Without its log a file does not change. With one, SQLite would have to write beside it to read it, so a copy is
    /// read instead.
    private static func unowned(_ path: String, _ lock: DatabaseLock?) throws(StoreError) -> ReadOnlyDatabase {
        guard DatabaseFile.size(path + "-wal") == 0 else {
            let copy = try withExtendedLifetime(lock) { () throws(StoreError) in try TemporaryCopy(of: path) }
            return try ReadOnlyDatabase(path, opening: copy.path, copy: copy)
        }
        let absolute = URL(fileURLWithPath: path).absoluteString
        return try ReadOnlyDatabase(path, opening: absolute + "?immutable=1", lock: lock)
    }

    private init(
        _ path: String, opening name: String, lock: DatabaseLock? = nil, copy: TemporaryCopy? = nil
    ) throws(StoreError) {
        self.path = path
        self.lock = lock
        self.copy = copy
        do {
            queue = try DatabaseQueue(path: name, configuration: ConnectionSettings.reader())
            try queue.read { db in try DatabaseFile.header(db).check(path) }
        } catch { throw .reading(path, error) }
    }

    /// The registry as it is.
    package func load() async throws(StoreError) -> StoredRegistry {
        try await reading { db in try RegistryLoader.load(db) }
    }

    package func events(_ query: EventQuery) async throws(StoreError) -> EventPage {
        try await reading { db in try EventPages.page(db, query) }
    }

    package func registry(at point: PointInTime) async throws(StoreError) -> PastRegistry {
        try await reading { db in try PastRegistryReader.read(db, point) }
    }

    /// What SQLite's own check finds wrong with the file, at most twenty lines; empty when it finds nothing.
    package func integrityProblems() async throws(StoreError) -> [String] {
        try await reading { db in
            try String.fetchAll(db, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
        }
    }

    private func reading<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do { return try await queue.read(body) } catch { throw .reading(path, error) }
    }
}

/// A database and its log in a folder of their own, which goes with this value.
private final class TemporaryCopy: Sendable {
    let path: String
    private let folder: String

    init(of original: String) throws(StoreError) {
        let prefix = FileManager.default.temporaryDirectory.path + "/rollcall-"
        var template = Array((prefix + String(repeating: "X", count: 6)).utf8CString)
        // Made with mode 0700.
        guard mkdtemp(&template) != nil else { throw .unreadable(path: original, reason: SystemError.last) }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        path = folder + "/registry.db"
        do {
            // The log first: what is checkpointed meanwhile is then in both.
            try FileManager.default.copyItem(atPath: original + "-wal", toPath: path + "-wal")
            try FileManager.default.copyItem(atPath: original, toPath: path)
        } catch {
            try? FileManager.default.removeItem(atPath: folder)
            throw .unreadable(path: original, reason: error.localizedDescription)
        }
    }

    deinit {
        // Nobody is left to tell; the folder is private and temporary.
        try? FileManager.default.removeItem(atPath: folder)
    }
}
