import RollcallCore
import Testing

@testable import RollcallStore

@Suite("What is committed is there afterwards")
struct SQLiteStoreTests {
    private let scratch: Scratch

    init() throws { scratch = try Scratch() }

    @Test("an instance comes back with every field and every kind of check")
    func roundTrip() async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        var state = RegistryState(epoch: "e")
        var batch = StoreBatch()
        let time = WallTime(milliseconds: 1_700_000_000_123)
        batch.add(try state.apply(.register(try .full()), at: time))
        batch.add(
            try state.apply(.transition(InstanceID("pay:1.a_b"), .healthCheckPass, cause: "200 in 3 ms"), at: time))
        batch.renewals = [(try InstanceID("pay:1.a_b"), WallTime(milliseconds: 1_700_000_000_456))]
        try await store.commit(batch)
        let stored = try await store.load()
        #expect(stored.instances.map(\.instance) == state.allInstances)
        #expect(stored.instances.map(\.renewed.milliseconds) == [1_700_000_000_456])
        #expect(stored.revision == state.revision)
        #expect(stored.lastEventTime == time)
        #expect(stored.flaps == [try InstanceID("pay:1.a_b"): FlapScore([time])])
        #expect(try await store.events(EventQuery()).events == batch.events)
    }

    @Test("a random history comes back as it was written", arguments: UInt64(1)...8)
    func history(seed: UInt64) async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        let history = try RandomHistory(seed: seed)
        for batch in history.batches { try await store.commit(batch) }
        let stored = try await store.load()
        #expect(stored.instances.map(\.instance) == history.state.allInstances, "replay: seed \(seed)")
        for id in try (0..<8).map({ try InstanceID("i\($0)") }) {
            #expect(stored.breakers[id] == history.state.breaker(id), "replay: seed \(seed), \(id)")
        }
        for service in try (0..<3).map({ try ServiceName("s\($0)") }) {
            #expect(stored.policies[service] == history.state.policy(service), "replay: seed \(seed), \(service)")
        }
        var minutes = MinuteHistory()
        for event in history.events { if let kind = ChangeKind(event.kind) { minutes.record(kind, at: event.time) } }
        let last = try #require(history.events.last?.time)
        for kind in ChangeKind.allCases {
            #expect(stored.minutes.counts(kind, at: last) == minutes.counts(kind, at: last), "replay: seed \(seed)")
        }
        var query = EventQuery()
        query.limit = 1_000
        #expect(try await store.events(query).events == history.events, "replay: seed \(seed)")
    }

    @Test("totals stay with their instance and go with it")
    func totals() async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        var state = RegistryState(epoch: "e")
        var batch = StoreBatch()
        batch.add(try state.apply(.register(try .sample()), at: WallTime(milliseconds: 1)))
        let known = try InstanceID("web-1")
        batch.totals = [known: TrafficTotals(picks: 5, probes: 1, successes: 3, failures: 2)]
        try await store.commit(batch)
        var late = StoreBatch()
        late.totals = [
            known: TrafficTotals(picks: 9, probes: 1, panics: 1, successes: 3, failures: 2),
            try InstanceID("gone"): TrafficTotals(picks: 1),
        ]
        try await store.commit(late)
        #expect(try await store.load().totals == [known: late.totals[known]])
        var last = StoreBatch()
        last.add(try state.apply(.deregister(known), at: WallTime(milliseconds: 2)))
        try await store.commit(last)
        #expect(try await store.load().totals.isEmpty)
    }

    @Test("a batch that cannot be written whole leaves nothing behind, and says that its outcome is unknown")
    func atomicity() async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        var state = RegistryState(epoch: "e")
        var batch = StoreBatch()
        batch.add(try state.apply(.register(try .sample()), at: WallTime(milliseconds: 1)))
        try await store.commit(batch)
        var second = StoreBatch()
        second.add(try state.apply(.register(try .sample("web-2")), at: WallTime(milliseconds: 2)))
        second.events += batch.events
        await #expect(throws: StoreError.self) { try await store.commit(second) }
        let stored = try await store.load()
        #expect(stored.instances.map(\.instance.id.text) == ["web-1"])
        #expect(stored.revision == Revision(1))
    }

    @Test("a commit outlives the cancellation of the task that asked for it")
    func cancellation() async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        var state = RegistryState(epoch: "e")
        var batch = StoreBatch()
        batch.add(try state.apply(.register(try .sample()), at: WallTime(milliseconds: 1)))
        let task = Task { [batch] in
            while !Task.isCancelled { await Task.yield() }
            try await store.commit(batch)
        }
        task.cancel()
        try await task.value
        #expect(try await store.load().revision == Revision(1))
    }

    @Test("renewals alone are written, and those of strangers are passed over")
    func renewals() async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        var state = RegistryState(epoch: "e")
        var batch = StoreBatch()
        batch.add(try state.apply(.register(try .sample()), at: WallTime(milliseconds: 1)))
        try await store.commit(batch)
        #expect(try await store.load().instances.map(\.renewed.milliseconds) == [1])
        var renewal = StoreBatch()
        renewal.renewals = [
            (try InstanceID("web-1"), WallTime(milliseconds: 77)), (try InstanceID("x"), WallTime(milliseconds: 8)),
        ]
        try await store.commit(renewal)
        #expect(try await store.load().instances.map(\.renewed.milliseconds) == [77])
        #expect(try await store.load().revision == Revision(1))
    }

    @Test("a reopened store tells an orderly stop from a crash, and keeps its epoch")
    func clean() async throws {
        var store: SQLiteStore? = try await SQLiteStore.open(path: scratch.database)
        #expect(try await store?.load().wasClosed == true)
        let epoch = try await store?.load().epoch
        try await store?.close()
        store = try await SQLiteStore.open(path: scratch.database)
        #expect(store?.wasClosed == true)
        store = nil
        store = try await SQLiteStore.open(path: scratch.database)
        #expect(try await store?.load().wasClosed == false)
        #expect(try await store?.load().epoch == epoch)
        #expect(epoch?.count == 16)
    }

    @Test("a row that cannot be read is named")
    func corruptRow() async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        var state = RegistryState(epoch: "e")
        var batch = StoreBatch()
        batch.add(try state.apply(.register(try .full()), at: WallTime(milliseconds: 1)))
        try await store.commit(batch)
        try await store.close()
        try Shell.sqlite(scratch.database, "UPDATE instances SET checks = '[{'")
        let again = try await SQLiteStore.open(path: scratch.database)
        do {
            _ = try await again.load()
            Issue.record("a broken row was read")
        } catch {
            guard case .corrupt(let table, let id, _) = error else { throw error }
            #expect(table == "instances")
            #expect(id == "pay:1.a_b")
        }
    }

    @Test("a history that ends before the recorded revision is refused")
    func lostEvents() async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        for batch in try RandomHistory(seed: 1, batchCount: 5).batches { try await store.commit(batch) }
        try await store.close()
        try Shell.sqlite(scratch.database, "DELETE FROM events WHERE revision = (SELECT max(revision) FROM events)")
        let again = try await SQLiteStore.open(path: scratch.database)
        await #expect(throws: StoreError.self) { try await again.load() }
    }

    @Test("flaps of the last hour come back, older ones do not")
    func flaps() async throws {
        let store = try await SQLiteStore.open(path: scratch.database)
        var state = RegistryState(epoch: "e")
        let id = try InstanceID("web-1")
        var batch = StoreBatch()
        batch.add(try state.apply(.register(try .sample()), at: WallTime(milliseconds: 0)))
        for minute in [0, 10, 50, 65, 70] as [Int64] {
            let event: StatusEvent = state[id]?.status == .up ? .healthCheckFail : .healthCheckPass
            batch.add(try state.apply(.transition(id, event, cause: "c"), at: WallTime(milliseconds: minute * 60_000)))
        }
        try await store.commit(batch)
        let now = WallTime(milliseconds: 70 * 60_000)
        #expect(try await store.load().flaps[id]?.count(at: now) == state.flapCount(id, at: now))
        #expect(state.flapCount(id, at: now) == 3)
    }
}
