import RollcallCore
import RollcallRegistry
import RollcallTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct WatchTests {
    /// Reads `count` events, in as many bursts as they come.
    static func read(_ count: Int, of watch: WatchStream) async throws -> [RegistryEvent] {
        var events: [RegistryEvent] = []
        guard count > 0 else { return [] }
        for try await burst in watch {
            events += burst
            if events.count >= count { break }
        }
        return events
    }

    @Test(
        "from history to live each event comes once, wherever a watcher begins and resumes", arguments: UInt64(0)..<20)
    func exactlyOnce(seed: UInt64) async throws {
        var limits = RegistryLimits()
        // So few that watchers read the store, memory and the live tail.
        limits.recentEventCountMax = 16
        try await Bench.run(limits: limits) { bench in
            let last = Revision(241)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<4 {
                    group.addTask {
                        for number in 0..<60 { try await bench.register("w\(writer)-\(number)", ttl: .seconds(3_600)) }
                    }
                }
                for watcher in 0..<4 {
                    group.addTask {
                        var random = SeededRandom(seed &* 100 &+ UInt64(watcher))
                        let first = Revision(
                            Int64.random(in: 0...bench.engine.snapshot.revision.number, using: &random))
                        var position = first
                        var seen: [RegistryEvent] = []
                        while position < last {
                            let count = min(
                                Int.random(in: 1...90, using: &random), Int(last.number - position.number))
                            seen += try await Self.read(count, of: bench.engine.watch(.all, after: position))
                            position = seen.last?.revision ?? position
                        }
                        #expect(seen == bench.store.allEvents.filter { $0.revision > first }, "replay: seed \(seed)")
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("a watcher of one service or one instance sees its events and no others")
    func filters() async throws {
        try await Bench.run { bench in
            let orders = try bench.engine.watch(.service(ServiceName(trusted: "orders")), after: .zero)
            let one = try bench.engine.watch(.instance(InstanceID(trusted: "b1")), after: .zero)
            for (id, service) in [("b1", "billing"), ("o1", "orders"), ("b2", "billing"), ("o2", "orders")] {
                try await bench.register(id, service: service)
            }
            _ = try await bench.engine.deregister(InstanceID(trusted: "b1"), expected: nil)
            #expect(try await Self.read(2, of: orders).map(\.instance?.text) == ["o1", "o2"])
            #expect(try await Self.read(2, of: one).map(\.kind.name) == [.registered, .deregistered])
        }
    }

    @Test("a watcher that reads too slowly is cut off, told where, and misses nothing when it resumes")
    func lagged() async throws {
        var limits = RegistryLimits()
        limits.watchBufferCountMax = 4
        try await Bench.run(limits: limits) { bench in
            let watch = try bench.engine.watch(.all, after: bench.engine.snapshot.revision)
            for number in 0..<20 { try await bench.register("i\(number)") }
            var seen: [RegistryEvent] = []
            var end: (any Error)?
            do { for try await events in watch { seen += events } } catch { end = error }
            let last = try #require(seen.last)
            #expect(seen.count == 4)
            #expect(end as? WatchError == .lagged(after: last.revision))
            seen += try await Self.read(16, of: bench.engine.watch(.all, after: last.revision))
            #expect(seen.map(\.instance?.text) == (0..<20).map { "i\($0)" })
            #expect(bench.engine.watcherCount == 0)
        }
    }

    @Test("a slow watcher does not hold up the writer nor its neighbours")
    func neighbours() async throws {
        var limits = RegistryLimits()
        limits.watchBufferCountMax = 2
        try await Bench.run(limits: limits) { bench in
            let stuck = try bench.engine.watch(.all, after: bench.engine.snapshot.revision)
            var prompt = try bench.engine.watch(.all, after: bench.engine.snapshot.revision).makeAsyncIterator()
            for number in 0..<50 {
                try await bench.register("i\(number)")
                #expect(try await prompt.next()?.map(\.instance?.text) == ["i\(number)"])
            }
            withExtendedLifetime(stuck) {}
        }
    }

    @Test("what was compacted away is refused with the floor, and from the floor on nothing is missing")
    func compacted() async throws {
        var limits = RegistryLimits()
        limits.retention.eventCountMax = 10
        limits.compactionCountMax = 7
        try await Bench.run(limits: limits) { bench in
            for number in 0..<49 { try await bench.register("i\(number)", ttl: .seconds(3_600)) }
            try await bench.until { bench.time.sleepers.contains(Moment.zero.advanced(by: .seconds(60))) }
            bench.time.advance(by: .seconds(60))
            let floor = Revision(40)
            try await bench.until { bench.engine.historyFloor == floor }
            #expect(throws: RegistryError.compacted(floor: floor)) {
                try bench.engine.watch(.all, after: Revision(39))
            }
            let events = try await Self.read(10, of: bench.engine.watch(.all, after: floor))
            #expect(events.map(\.revision.number) == Array(41...50))
        }
    }

    @Test("a revision that has not happened yet is refused")
    func future() async throws {
        try await Bench.run { bench in
            #expect(throws: RegistryError.futureRevision(asked: Revision(99), current: Revision(1))) {
                try bench.engine.watch(.all, after: Revision(99))
            }
        }
    }
}
