import RollcallCore
import RollcallTestKit
import Testing

@testable import RollcallStore

@Suite("The registry as it was")
struct PastRegistryTests {
    @Test("equals a fold over the events at every revision", arguments: UInt64(1)...10)
    func everyRevision(seed: UInt64) async throws {
        let scratch = try Scratch()
        let store = try await SQLiteStore.open(path: scratch.database)
        let history = try RandomHistory(seed: seed)
        for batch in history.batches { try await store.commit(batch) }
        for number in 0...history.state.revision.number {
            let revision = Revision(number)
            let past = try await store.registry(at: .revision(revision))
            #expect(past.instances == history.fold(to: revision), "replay: seed \(seed), revision \(revision)")
            #expect(past.revision == revision)
            #expect(past.time == history.events.first { $0.revision == revision }?.time)
        }
    }

    @Test("at a time is as it was after the last event not later", arguments: UInt64(1)...4)
    func times(seed: UInt64) async throws {
        let scratch = try Scratch()
        let store = try await SQLiteStore.open(path: scratch.database)
        let history = try RandomHistory(seed: seed)
        for batch in history.batches { try await store.commit(batch) }
        for event in history.events {
            for offset in [-1, 0, 1] as [Int64] {
                let time = event.time.advanced(by: .milliseconds(offset))
                let expected = history.events.last { $0.time <= time }?.revision ?? .zero
                #expect(try await store.registry(at: .time(time)).revision == expected, "replay: seed \(seed)")
            }
        }
    }

    @Test("in the future is refused")
    func future() async throws {
        let scratch = try Scratch()
        let store = try await SQLiteStore.open(path: scratch.database)
        await #expect(throws: StoreError.futureRevision(asked: Revision(1), current: .zero)) {
            try await store.registry(at: .revision(Revision(1)))
        }
    }

    @Test("stays exact from the floor on, and the floor hides what lies below it", arguments: UInt64(1)...10)
    func compaction(seed: UInt64) async throws {
        let scratch = try Scratch()
        let store = try await SQLiteStore.open(path: scratch.database)
        let history = try RandomHistory(seed: seed)
        var random = SeededRandom(seed &* 17)
        var committed = Revision.zero
        for batch in history.batches {
            try await store.commit(batch)
            committed = batch.events.last?.revision ?? committed
            guard Int.random(in: 0..<6, using: &random) == 0 else { continue }
            let retention = Retention(eventCountMax: Int.random(in: 0...40, using: &random), ageMax: .seconds(86_400))
            let chunk = Int.random(in: 1...30, using: &random)
            let (floor, hasMore) = try await store.compact(retention, now: WallTime(milliseconds: 0), countMax: chunk)
            #expect(hasMore == (committed.number - floor.number > Int64(retention.eventCountMax)))
            try await check(store, history, floor, committed, seed)
        }
        #expect(try await store.load().instances.map(\.instance) == history.state.allInstances)
    }

    @Test("drops what is too old, and all of it when all is", arguments: [0, 7])
    func age(kept: Int) async throws {
        let scratch = try Scratch()
        let store = try await SQLiteStore.open(path: scratch.database)
        let history = try RandomHistory(seed: 5)
        for batch in history.batches { try await store.commit(batch) }
        let oldest = kept == 0 ? nil : history.events.suffix(kept).first
        let now = oldest?.time ?? history.events.last?.time.advanced(by: .milliseconds(1)) ?? WallTime(milliseconds: 0)
        let retention = Retention(eventCountMax: .max, ageMax: .zero)
        let (floor, hasMore) = try await store.compact(retention, now: now, countMax: 10_000)
        #expect(!hasMore)
        #expect(floor == history.events.last { $0.time < now }?.revision)
        try await check(store, history, floor, history.state.revision, 5)
        try await store.close()
        let again = try await SQLiteStore.open(path: scratch.database)
        let stored = try await again.load()
        #expect(stored.revision == history.state.revision)
        #expect(stored.lastEventTime == history.events.last?.time)
        #expect(stored.floor == floor)
    }

    private func check(
        _ store: SQLiteStore, _ history: RandomHistory, _ floor: Revision, _ newest: Revision, _ seed: UInt64
    ) async throws {
        for number in floor.number...newest.number {
            let past = try await store.registry(at: .revision(Revision(number)))
            #expect(past.instances == history.fold(to: Revision(number)), "replay: seed \(seed), revision \(number)")
            #expect(past.time == history.events.first { $0.revision == past.revision }?.time)
        }
        var query = EventQuery()
        query.limit = 1_000
        let page = try await store.events(query)
        #expect(page.events == history.events.filter { $0.revision > floor && $0.revision <= newest })
        #expect(page.floor == floor)
        query.instance = history.events.first { $0.instance != nil }?.instance
        #expect(try await store.events(query).events.allSatisfy { $0.revision > floor })
        if floor > .zero {
            await #expect(throws: StoreError.compacted(floor: floor)) {
                try await store.registry(at: .revision(floor.previous))
            }
        }
    }
}
