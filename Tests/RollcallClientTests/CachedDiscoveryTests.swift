import RollcallCore
import RollcallTestKit
import Testing

@testable import RollcallClient

@Suite("Finding instances", .timeLimit(.minutes(5)))
struct CachedDiscoveryTests {
    /// A discovery over a registry that does as it is told, on manual time.
    private struct Bench: Sendable {
        let time = ManualTime()
        let registry = FakeRegistry()
        let discovery: CachedDiscovery
        let orders: ServiceName

        init(_ settings: DiscoverySettings = DiscoverySettings()) throws {
            orders = try ServiceName("orders")
            discovery = CachedDiscovery(registry, settings: settings, time: time, chance: Chance(seed: 1))
        }

        static func run(
            _ settings: DiscoverySettings = DiscoverySettings(), _ body: (Bench) async throws -> Void
        ) async throws {
            let bench = try Bench(settings)
            try await body(bench)
            await bench.discovery.close()
            #expect(bench.discovery.followerCount == 0)
            #expect(bench.time.sleepers.isEmpty)
        }

        /// Lets the others work, and lets time pass whenever nobody but time is waited for, until `condition` holds.
        func pass(until condition: () async throws -> Bool) async throws {
            while try await !condition() {
                try Task.checkCancellation()
                if registry.inFlightCount == 0, let next = time.sleepers.first {
                    time.advance(by: max(.zero, time.moment().duration(to: next)))
                }
                await Task.yield()
            }
        }

        func find(_ expected: String...) async throws {
            try await pass { try await ids() == expected }
        }

        func ids() async throws -> [String] { try await discovery.discover(orders).instances.map(\.id.text) }
    }

    @Test("however many ask, one list is read, and what the watch tells is known without another")
    func oneFlight() async throws {
        try await Bench.run { bench in
            bench.registry.set([try Sampled.instance("a")], revision: 5)
            bench.registry.answer { request, _ in
                guard case .list = request else { return }
                // All that ask shall wait for the same answer.
                try await until { bench.discovery.waiterCount(bench.orders) == 100 }
            }
            let answers = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<100 { group.addTask { try await bench.ids() } }
                return try await group.reduce(into: [[String]]()) { $0.append($1) }
            }
            #expect(answers == Array(repeating: ["a"], count: 100))
            try await until { bench.registry.watcherCount == 1 }
            bench.registry.tell([Sampled.registered(try Sampled.instance("b", revision: 6), 6)])
            try await bench.find("a", "b")
            bench.time.advance(by: .seconds(3_600))
            #expect(try await bench.ids() == ["a", "b"])
            #expect(bench.registry.lists.count == 1)
            let start = RegistryPosition(epoch: "fake", revision: Revision(5))
            #expect(bench.registry.watches == [.watch(.service(bench.orders), start)])
        }
    }

    @Test("while the registry is away it gives its last answer, stale after the ttl, and resumes where it was")
    func away() async throws {
        try await Bench.run { bench in
            bench.registry.set([try Sampled.instance("a")], revision: 5)
            _ = try await bench.ids()
            try await until { bench.registry.watcherCount == 1 }
            bench.registry.tell([Sampled.registered(try Sampled.instance("b", revision: 8), 8)])
            try await bench.find("a", "b")
            bench.registry.answer { _, _ in throw RegistryError.unavailable("away") }
            bench.registry.breakWatches()
            try await bench.pass { bench.time.moment() > Moment.zero.advanced(by: .seconds(120)) }
            let answer = try await bench.discovery.discover(bench.orders)
            #expect(answer.isStale)
            #expect(answer.instances.map(\.id.text) == ["a", "b"])

            bench.registry.answer { _, _ in }
            try await bench.pass { try await !bench.discovery.discover(bench.orders).isStale }
            let resumed = RegistryPosition(epoch: "fake", revision: Revision(8))
            #expect(bench.registry.watches.last == .watch(.service(bench.orders), resumed))
            #expect(bench.registry.lists.count == 1)
        }
    }

    @Test(
        "where the history does not lead to the present any more, it lists again",
        arguments: [
            RegistryError.compacted(floor: Revision(7)),
            .futureRevision(asked: Revision(5), current: Revision(2)),
        ])
    func relists(_ error: RegistryError) async throws {
        try await Bench.run { bench in
            bench.registry.set([try Sampled.instance("a")], revision: 5)
            _ = try await bench.ids()
            try await until { bench.registry.watcherCount == 1 }
            bench.registry.answer { request, _ in
                if case .watch(_, let position) = request, position.epoch == "fake" { throw error }
            }
            bench.registry.set([try Sampled.instance("z")], revision: 2, epoch: "other")
            bench.registry.breakWatches()
            // What was known is given up only when its provider had the time to come back.
            try await bench.find("a", "z")
            bench.time.advance(by: LeaseTerms.ttlDefault)
            #expect(try await bench.ids() == ["a", "z"])
            bench.time.advance(by: .nanoseconds(1))
            #expect(try await bench.ids() == ["z"])
            #expect(bench.registry.lists.count == 2)
        }
    }

    @Test("a service that nobody knows is remembered as such for a while, and costs no watch")
    func unknown() async throws {
        try await Bench.run { bench in
            for _ in 0..<50 { #expect(try await bench.ids() == []) }
            #expect(bench.registry.lists.count == 1)
            #expect(bench.registry.watches.isEmpty)
            try await until { bench.discovery.followerCount == 0 }
            bench.time.advance(by: .milliseconds(999))
            #expect(try await bench.ids() == [])
            #expect(bench.registry.lists.count == 1)
            bench.registry.set([try Sampled.instance("a")], revision: 5)
            bench.time.advance(by: .milliseconds(1))
            #expect(try await bench.ids() == ["a"])
        }
    }

    @Test("when there was never an answer, those who ask are told why, and the registry is not stormed")
    func neverAnswered() async throws {
        try await Bench.run { bench in
            let error = RegistryError.unavailable("away")
            bench.registry.answer { _, _ in throw error }
            for _ in 0..<50 { await #expect(throws: error) { try await bench.ids() } }
            #expect(bench.registry.lists.count == 1)
            bench.registry.answer { _, _ in }
            bench.registry.set([try Sampled.instance("a")], revision: 5)
            bench.time.advance(by: .seconds(1))
            #expect(try await bench.ids() == ["a"])
        }
    }

    @Test("a registry that hangs is given up, and asked again by the next who wants to know")
    func hangs() async throws {
        try await Bench.run { bench in
            bench.registry.answer { _, _ in try await Never.returns() }
            let asking = Task { try await bench.ids() }
            try await until { bench.registry.inFlightCount == 1 && bench.time.sleepers.count == 1 }
            bench.time.advance(by: .seconds(5))
            await #expect(throws: RegistryError.self) { try await asking.value }
            try await until { bench.registry.cancelledCount == 1 && bench.discovery.followerCount == 0 }
        }
    }

    @Test("who stops waiting is let go, and the others are not")
    func cancelled() async throws {
        try await Bench.run { bench in
            bench.registry.set([try Sampled.instance("a")], revision: 5)
            let gate = Gate()
            bench.registry.answer { request, _ in if case .list = request { try await gate.wait() } }
            let (one, other) = (Task { try await bench.ids() }, Task { try await bench.ids() })
            try await until { bench.discovery.waiterCount(bench.orders) == 2 }
            one.cancel()
            await #expect(throws: RegistryError.cancelled) { try await one.value }
            gate.open()
            #expect(try await other.value == ["a"])
        }
    }

    @Test("a watch tells what is, each change, and that it is stale")
    func watches() async throws {
        try await Bench.run { bench in
            let heard = Heard()
            async let listening: Void = heard.listen(bench.discovery.watch(bench.orders))
            try await until { heard.texts == [""] && bench.registry.watcherCount == 1 }
            bench.registry.tell([Sampled.registered(try Sampled.instance("a", revision: 6), 6)])
            try await until { heard.texts.last == "a" }
            bench.registry.answer { _, _ in throw RegistryError.unavailable("away") }
            bench.registry.breakWatches()
            try await bench.pass { heard.texts.last == "a stale" }
            await bench.discovery.close()
            await listening
        }
    }

    @Test("the place of a service that nobody needs goes to another; where all are needed the next is refused")
    func bounded() async throws {
        var settings = DiscoverySettings()
        settings.serviceCountMax = 3
        try await Bench.run(settings) { bench in
            bench.registry.set([try Sampled.instance("a")], revision: 5)
            for number in 0..<20 {
                _ = try await bench.discovery.discover(ServiceName("s\(number)"))
                #expect(bench.discovery.serviceCount <= 3)
                bench.time.advance(by: .seconds(1))
            }
            try await until { bench.discovery.followerCount == 3 }
            let watches = try ["a", "b", "c"].map { bench.discovery.watch(try ServiceName($0)) }
            await #expect(throws: RegistryError.overloaded(waiting: 3)) { try await bench.ids() }
            #expect(watches.count == 3)
        }
    }

    @Test("what is closed refuses, and its watches end")
    func closed() async throws {
        let bench = try Bench()
        bench.registry.set([try Sampled.instance("a")], revision: 5)
        let heard = Heard()
        async let listening: Void = heard.listen(bench.discovery.watch(bench.orders))
        try await until { heard.texts == ["a"] }
        await bench.discovery.close()
        await listening
        #expect(heard.hasEnded)
        await #expect(throws: RegistryError.stopping) { try await bench.ids() }
        await heard.listen(bench.discovery.watch(bench.orders))
        #expect(bench.discovery.followerCount == 0)
    }

    @Test("one at a time goes round those that take traffic")
    func one() async throws {
        try await Bench.run { bench in
            bench.registry.set(
                [
                    try Sampled.instance("a"), try Sampled.instance("b", status: .down),
                    try Sampled.instance("c", weight: 0), try Sampled.instance("d"),
                ], revision: 5)
            var ids: [String] = []
            for _ in 0..<4 { ids.append(try await bench.discovery.discoverOne(bench.orders)?.id.text ?? "-") }
            #expect(ids == ["a", "d", "a", "d"])
        }
    }
}
