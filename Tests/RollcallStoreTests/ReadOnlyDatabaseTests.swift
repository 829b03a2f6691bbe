import Foundation
import RollcallCore
import Testing

@testable import RollcallStore

@Suite("Reading a database from outside")
struct ReadOnlyDatabaseTests {
    private let scratch: Scratch
    private var folder: String { scratch.folder + "/data" }

    init() throws { scratch = try Scratch() }

    @Test("with no daemon leaves no litter and changes nothing")
    func stopped() async throws {
        let history = try await write(andClose: true)
        let before = try scratch.state(of: folder)
        try await check(try ReadOnlyDatabase.open(path: scratch.database), history)
        #expect(try scratch.state(of: folder) == before)
    }

    @Test("after a kill sees what only the log holds, and changes nothing")
    func killed() async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        let history = try RandomHistory(seed: 9)
        for batch in history.batches { try await store.commit(batch) }
        let copy = scratch.folder + "/killed"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: true)
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: scratch.database + suffix, toPath: copy + "/registry.db" + suffix)
        }
        let before = try scratch.state(of: copy)
        let database = try ReadOnlyDatabase.open(path: copy + "/registry.db")
        try await check(database, history)
        #expect(try await database.load().wasClosed == false)
        #expect(try scratch.state(of: copy) == before)
        withExtendedLifetime(store) {}
    }

    @Test("beside a running daemon sees each commit")
    func running() async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        let history = try RandomHistory(seed: 9)
        let database = try ReadOnlyDatabase.open(path: scratch.database)
        for batch in history.batches { try await store.commit(batch) }
        try await check(database, history)
        try await store.close()
    }

    @Test("of a file that is not there says so")
    func missing() throws {
        #expect(throws: StoreError.self) { try ReadOnlyDatabase.open(path: scratch.folder + "/none.db") }
        #expect(try scratch.files(in: scratch.folder).isEmpty)
    }

    private func write(andClose: Bool) async throws -> RandomHistory {
        let store = try await SQLiteStore.open(path: scratch.database)
        let history = try RandomHistory(seed: 9)
        for batch in history.batches { try await store.commit(batch) }
        try await store.close()
        return history
    }

    private func check(_ database: ReadOnlyDatabase, _ history: RandomHistory) async throws {
        var query = EventQuery()
        query.limit = 1_000
        #expect(try await database.events(query).events == history.events)
        #expect(try await database.load().instances.map(\.instance) == history.state.allInstances)
        let middle = Revision(history.state.revision.number / 2)
        #expect(try await database.registry(at: .revision(middle)).instances == history.fold(to: middle))
    }
}
