import Foundation
import GRDB
import Migrations
import RollcallCore
import Testing

@testable import RollcallStore

@Suite("Opening a database")
struct OpeningTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test("syncs its commits, bears our mark, and leaves writing and checkpointing to one connection")
    func settings() async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        let writer: [(SQLiteStore.Setting, String)] = [
            (.synchronous, "2"), (.applicationID, "\(0x526F_6C6C)"), (.userVersion, "\(Migrations.newest)"),
            (.journalMode, "wal"), (.autoVacuum, "2"), (.foreignKeys, "1"), (.trustedSchema, "0"),
            (.cellSizeCheck, "1"), (.checkpointPages, "1000"), (.queryOnly, "0"),
        ]
        for (setting, value) in writer {
            #expect(try await store.writerSetting(setting) == value, "\(setting.rawValue)")
        }
        #expect(try await store.readerSetting(.queryOnly) == "1")
        #expect(try await store.readerSetting(.checkpointPages) == "0")
    }

    @Test("makes the folder and the files for this user only")
    func permissions() async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        #expect(try mode(scratch.folder + "/data") == 0o700)
        for name in try scratch.files(in: scratch.folder + "/data") {
            #expect(try mode(scratch.folder + "/data/" + name) == 0o600, "\(name)")
        }
        withExtendedLifetime(store) {}
    }

    @Test("is refused while another has it, naming the pid, and works once it is closed")
    func secondOwner() async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        await #expect(throws: StoreError.lockedByAnother(path: scratch.database, pid: getpid())) {
            try await SQLiteStore.open(path: scratch.database)
        }
        try await store.close()
        try await SQLiteStore.open(path: scratch.database).close()
    }

    @Test("takes an empty file for a new database")
    func emptyFile() async throws {
        let path = scratch.folder + "/registry.db"
        _ = FileManager.default.createFile(atPath: path, contents: Data())
        #expect(try await SQLiteStore.open(path: path).load().revision == .zero)
    }

    enum Stranger: String, CaseIterable { case text, short, otherApplication, noApplication, newerSchema }

    @Test("of a stranger's file is refused and leaves it as it was", arguments: Stranger.allCases)
    func strangers(stranger: Stranger) async throws {
        let path = scratch.folder + "/registry.db"
        switch stranger {
        case .text:
            try String(repeating: "not a database\n", count: 100).write(toFile: path, atomically: true, encoding: .utf8)
        case .short: try "x".write(toFile: path, atomically: true, encoding: .utf8)
        case .otherApplication: try Shell.sqlite(path, "PRAGMA application_id = 7; CREATE TABLE t (x)")
        case .noApplication: try Shell.sqlite(path, "CREATE TABLE t (x)")
        case .newerSchema:
            try Shell.sqlite(
                path, "PRAGMA application_id = \(0x526F_6C6C); PRAGMA user_version = 999; CREATE TABLE t (x)")
        }
        let before = try scratch.state(of: scratch.folder)
        for attempt in ["owner", "reader"] {
            do {
                if attempt == "owner" {
                    _ = try await SQLiteStore.open(path: path)
                } else {
                    _ = try ReadOnlyDatabase.open(path: path)
                }
                Issue.record("\(stranger) was opened by the \(attempt)")
            } catch {
                switch (stranger, error) {
                case (.newerSchema, .newerSchema(path, 999, Migrations.newest)): break
                case (.text, .notARollcallDatabase), (.short, .notARollcallDatabase),
                    (.otherApplication, .notARollcallDatabase), (.noApplication, .notARollcallDatabase):
                    break
                default: Issue.record("\(stranger): \(error)")
                }
            }
        }
        #expect(try scratch.state(of: scratch.folder) == before)
    }

    @Test("of a file whose newer schema stands in the log alone is refused")
    func newerInLog() async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        withExtendedLifetime(store) {}
        let killed = try copyOfOpenDatabase { db in try db.execute(sql: "PRAGMA user_version = 999") }
        await #expect(throws: StoreError.newerSchema(path: killed, found: 999, known: Migrations.newest)) {
            try await SQLiteStore.open(path: killed)
        }
        #expect(throws: StoreError.newerSchema(path: killed, found: 999, known: Migrations.newest)) {
            try ReadOnlyDatabase.open(path: killed)
        }
    }

    /// The files as a kill leaves them: the change is in the log only.
    private func copyOfOpenDatabase(_ change: (Database) throws -> Void) throws -> String {
        let path = scratch.folder + "/killed.db"
        let pool = try DatabasePool(path: scratch.database)
        try pool.writeWithoutTransaction(change)
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: scratch.database + suffix, toPath: path + suffix)
        }
        try pool.close()
        return path
    }
}
