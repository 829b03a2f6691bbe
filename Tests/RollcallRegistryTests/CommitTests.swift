import RollcallCore
import RollcallRegistry
import RollcallTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct CommitTests {
    @Test("nothing is acknowledged, shown or told before it is committed")
    func acknowledgement() async throws {
        try await Bench.run { bench in
            let (acknowledged, told) = (Flag(), Flag())
            let before = bench.engine.snapshot.revision
            let watch = try bench.engine.watch(.all, after: before)
            bench.store.hold()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await bench.register("a")
                    acknowledged.raise()
                }
                group.addTask {
                    for try await _ in watch {
                        told.raise()
                        return
                    }
                }
                try await bench.until { bench.store.heldCount == 1 }
                for _ in 0..<100 { await Task.yield() }
                #expect(!acknowledged.isRaised)
                #expect(!told.isRaised)
                #expect(bench.engine.snapshot.revision == before)
                bench.store.release()
                try await group.waitForAll()
            }
            #expect(bench.status("a") == .up)
        }
    }

    @Test("whatever waits while a commit runs goes into the next one")
    func groupCommit() async throws {
        try await Bench.run { bench in
            let before = bench.store.commits.count
            bench.store.hold()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await bench.register("first") }
                try await bench.until { bench.store.heldCount == 1 }
                for number in 0..<200 { group.addTask { try await bench.register("i\(number)") } }
                try await bench.until { bench.engine.waitingCount == 200 }
                bench.store.release()
                try await group.waitForAll()
            }
            #expect(bench.store.commits.dropFirst(before).map(\.events.count) == [1, 200])
            #expect(bench.engine.snapshot.instanceCount == 201)
        }
    }

    @Test("a refused command does not spoil the commit of its neighbours, and nothing to write makes no commit")
    func refused() async throws {
        try await Bench.run { bench in
            try await bench.register("a")
            let before = bench.store.commits.count
            try await bench.register("a")
            await #expect(throws: RegistryError.unknownInstance(InstanceID(trusted: "nobody"))) {
                try await bench.engine.deregister(InstanceID(trusted: "nobody"), expected: nil)
            }
            #expect(bench.store.commits.count == before)
        }
    }

    @Test("renewals wait for neither the store nor the writer")
    func renewals() async throws {
        try await Bench.run { bench in
            try await bench.register("a")
            let (commits, revision) = (bench.store.commits.count, bench.engine.snapshot.revision)
            bench.store.hold()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await bench.register("b") }
                try await bench.until { bench.store.heldCount == 1 }
                for _ in 0..<1_000 { try await bench.engine.renew(InstanceID(trusted: "a")) }
                #expect(bench.engine.waitingCount == 0)
                #expect(bench.engine.snapshot.revision == revision)
                bench.store.release()
                try await group.waitForAll()
            }
            #expect(bench.store.commits.count == commits + 1)
        }
    }

    @Test("once a minute the last renewals are written, in one commit without an event")
    func renewalsWritten() async throws {
        try await Bench.run { bench in
            for id in ["a", "b", "c"] { try await bench.register(id, ttl: .seconds(3_600)) }
            bench.time.advance(by: .seconds(30))
            for id in ["a", "b"] { try await bench.engine.renew(InstanceID(trusted: id)) }
            let before = bench.store.commits.count
            try await bench.until { bench.time.sleepers.contains(Moment.zero.advanced(by: .seconds(60))) }
            bench.time.advance(by: .seconds(30))
            try await bench.until { bench.store.commits.count > before }
            let batch = try #require(bench.store.commits.last)
            #expect(batch.events.isEmpty)
            #expect(Set(batch.renewals.map(\.id.text)) == ["a", "b"])
            #expect(batch.renewals.allSatisfy { $0.renewed == ManualTime.start.advanced(by: .seconds(30)) })
        }
    }

    @Test("a commit that fails leaves its outcome open, and stops the registry")
    func failure() async throws {
        let store = MemoryStore()
        let engine = try await RegistryEngine(store: store, time: ManualTime(), logger: Bench.silent)
        let running = Task { try await engine.run() }
        try await engine.register(Sample.registration("a"))
        let watch = try engine.watch(.all, after: engine.snapshot.revision)
        store.hold()
        store.fail(with: .outcomeUnknown("disk I/O error"))
        let second = Task { try await engine.register(Sample.registration("b")) }
        while store.heldCount == 0 { await Task.yield() }
        let third = Task { try await engine.register(Sample.registration("c")) }
        while engine.waitingCount == 0 { await Task.yield() }
        store.release()
        for outcome in [await second.result, await third.result] {
            guard case .failure(RegistryError.outcomeUnknown) = outcome else {
                Issue.record("was not told that the outcome is unknown: \(outcome)")
                continue
            }
        }
        await #expect(throws: StoreError.outcomeUnknown("disk I/O error")) { try await running.value }
        await #expect(throws: RegistryError.stopping) { try await engine.register(Sample.registration("d")) }
        await #expect(throws: WatchError.stopping) { for try await _ in watch {} }
        #expect(engine.snapshot.allInstances.map(\.id.text) == ["a"])
        #expect(!store.wasClosed, "a store whose last commit failed is not closed in order")
    }

    @Test("more than the queue may hold is refused at once")
    func overloaded() async throws {
        var limits = RegistryLimits()
        limits.waitingCountMax = 2
        try await Bench.run(limits: limits) { bench in
            bench.store.hold()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await bench.register("a") }
                try await bench.until { bench.store.heldCount == 1 }
                for id in ["b", "c"] { group.addTask { try await bench.register(id) } }
                try await bench.until { bench.engine.waitingCount == 2 }
                await #expect(throws: RegistryError.overloaded(waiting: 2)) { try await bench.register("d") }
                bench.store.release()
                try await group.waitForAll()
            }
        }
    }

    @Test("a stop commits what was taken, tells the watchers and closes the store")
    func stop() async throws {
        let store = MemoryStore()
        try await Bench.run(store) { bench in
            let watch = try bench.engine.watch(.all, after: bench.engine.snapshot.revision)
            bench.store.hold()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await bench.register("a") }
                try await bench.until { bench.store.heldCount == 1 }
                group.addTask { try await bench.register("b") }
                try await bench.until { bench.engine.waitingCount == 1 }
                bench.engine.stop()
                bench.store.release()
                try await group.waitForAll()
            }
            var seen: [String?] = []
            await #expect(throws: WatchError.stopping) {
                for try await events in watch { seen += events.map(\.instance?.text) }
            }
            #expect(seen == ["a", "b"])
        }
        #expect(store.wasClosed)
    }
}

extension RegistryEngine {
    fileprivate func register(_ registration: Registration) async throws(RegistryError) {
        _ = try await register(registration, initialStatus: nil)
    }
}
