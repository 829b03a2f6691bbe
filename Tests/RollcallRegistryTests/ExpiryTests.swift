import RollcallCore
import RollcallRegistry
import RollcallTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct ExpiryTests {
    static func triggers(_ bench: Bench) -> [String] {
        bench.store.allEvents.compactMap { event in
            switch event.kind {
            case .status(_, let to, let on): "\(on.rawValue) → \(to.rawValue)"
            case .evicted: "evicted"
            default: nil
            }
        }
    }

    @Test("a lease runs out at its deadline and not before, and its instance is evicted its time after that")
    func twoPhases() async throws {
        try await Bench.run { bench in
            try await bench.register("a")
            try await bench.sweeperSleeps(until: .seconds(10))
            bench.time.advance(by: .seconds(10) - .nanoseconds(1))
            // A command through the writer shows that nothing was waiting before it.
            try await bench.register("barrier", ttl: .seconds(3_600))
            #expect(bench.status("a") == .up)
            bench.time.advance(by: .nanoseconds(1))
            try await bench.until { bench.status("a") == .down }
            #expect(bench.store.allEvents.last?.cause == "lease 10s ran out, last renewed 10.0s ago")
            try await bench.sweeperSleeps(until: .seconds(70))
            bench.time.advance(by: .seconds(60) - .nanoseconds(1))
            try await bench.register("barrier", port: 2, ttl: .seconds(3_600))
            #expect(bench.status("a") == .down)
            bench.time.advance(by: .nanoseconds(1))
            try await bench.until { bench.status("a") == nil }
            #expect(Self.triggers(bench) == ["lease_expired → DOWN", "evicted"])
        }
    }

    @Test("who renews in time never hears of expiry")
    func renewed() async throws {
        try await Bench.run { bench in
            try await bench.register("a")
            for _ in 0..<20 {
                bench.time.advance(by: .seconds(6))
                try await bench.engine.renew(InstanceID(trusted: "a"))
            }
            try await bench.register("barrier")
            #expect(bench.status("a") == .up)
            #expect(Self.triggers(bench).isEmpty)
        }
    }

    @Test("a shorter lease that comes later is not overslept")
    func soonerDeadline() async throws {
        try await Bench.run { bench in
            try await bench.register("long", ttl: .seconds(3_600))
            try await bench.sweeperSleeps(until: .seconds(3_600))
            try await bench.register("short", ttl: .milliseconds(100))
            try await bench.sweeperSleeps(until: .milliseconds(100))
            bench.time.advance(by: .milliseconds(100))
            try await bench.until { bench.status("short") == .down }
            #expect(bench.status("long") == .up)
        }
    }

    @Test("a heartbeat after the lapse brings an instance without checks back at once")
    func revived() async throws {
        try await Bench.run { bench in
            try await bench.register("a")
            try await bench.sweeperSleeps(until: .seconds(10))
            bench.time.advance(by: .seconds(10))
            try await bench.until { bench.status("a") == .down }
            let lease = try await bench.engine.renew(InstanceID(trusted: "a"))
            #expect(bench.status("a") == .up)
            #expect(lease.deadline == Moment.zero.advanced(by: .seconds(20)))
            await #expect(throws: RegistryError.unknownInstance(InstanceID(trusted: "b"))) {
                try await bench.engine.renew(InstanceID(trusted: "b"))
            }
        }
    }

    @Test("a late wake-up means that nobody could renew: every lease gets a full ttl")
    func stall() async throws {
        try await Bench.run { bench in
            for id in ["a", "b", "c"] { try await bench.register(id) }
            try await bench.sweeperSleeps(until: .seconds(10))
            bench.time.advance(by: .seconds(600))
            let fresh = Moment.zero.advanced(by: .seconds(610))
            try await bench.until { bench.lease("c")?.deadline == fresh }
            try await bench.register("barrier", ttl: .seconds(3_600))
            for id in ["a", "b", "c"] {
                #expect(bench.status(id) == .up)
                #expect(bench.lease(id)?.deadline == fresh)
            }
            try await bench.sweeperSleeps(until: .seconds(610))
            bench.time.advance(by: .seconds(10))
            try await bench.until { ["a", "b", "c"].allSatisfy { bench.status($0) == .down } }
        }
    }

    @Test("a restart gives everyone a full ttl, and those who stay silent go DOWN after it")
    func restart() async throws {
        let store = MemoryStore()
        try await Bench.run(store) { bench in
            try await bench.register("alive")
            try await bench.register("gone")
        }
        try await Bench.run(store) { bench in
            #expect(bench.engine.snapshot.instanceCount == 2)
            #expect(bench.store.allEvents.last?.kind == .started)
            try await bench.sweeperSleeps(until: .seconds(10))
            bench.time.advance(by: .seconds(9))
            try await bench.engine.renew(InstanceID(trusted: "alive"))
            bench.time.advance(by: .seconds(1))
            try await bench.until { bench.status("gone") == .down }
            #expect(bench.status("alive") == .up)
        }
    }

    @Test("when too many leases run out at once evictions pause, and go on when most are back")
    func selfPreservation() async throws {
        try await Bench.run { bench in
            let ids = (0..<10).map { "i\($0)" }
            for id in ids { try await bench.register(id, evictAfter: .seconds(5)) }
            try await bench.sweeperSleeps(until: .seconds(10))
            bench.time.advance(by: .seconds(10))
            try await bench.until { ids.allSatisfy { bench.status($0) == .down } }
            try await bench.until { bench.engine.snapshot.isSelfPreserving }
            // Long after the burst has left the window, and evictions would have been due, nobody is evicted.
            for second in 11..<90 {
                try await pass(bench)
                #expect(bench.engine.snapshot.instanceCount == 10, "at \(second) s")
            }
            // Seven of ten come back, so the three that are still silent may go.
            for _ in 0..<20 where bench.engine.snapshot.instanceCount > 7 {
                for id in ids.prefix(7) { try await bench.engine.renew(InstanceID(id)) }
                try await pass(bench)
                for _ in 0..<1_000 { await Task.yield() }
            }
            #expect(!bench.engine.snapshot.isSelfPreserving)
            #expect(bench.engine.snapshot.allInstances.map(\.id.text) == Array(ids.prefix(7)))
        }
    }

    /// Time goes on a second at a time, as the sweeper sees it: a leap would be a stall.
    private func pass(_ bench: Bench) async throws {
        bench.time.advance(by: .seconds(1))
        let now = bench.time.moment()
        try await bench.until {
            bench.time.sleepers.contains { $0 > now && $0 < now.advanced(by: .seconds(60)) }
        }
    }
}
