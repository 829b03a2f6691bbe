import RollcallCore
import RollcallTestKit
import Testing

@testable import RollcallClient

@Suite("Breakers that are open at the registry", .timeLimit(.minutes(5)))
struct SharedBreakerTests {
    private static func called(_ bench: CallBench, _ count: Int = 12) async throws -> Set<String> {
        var ids: Set<String> = []
        for _ in 0..<count {
            ids.insert(try await bench.caller.withInstance("orders") { instance in instance.id.text })
        }
        return ids
    }

    private static func open(_ id: String, for time: Duration? = nil) throws -> OpenBreaker {
        OpenBreaker(instance: try InstanceID(id), opensIn: time, cause: "tripped by hand")
    }

    private static func changed(_ id: String, _ state: BreakerState, _ revision: Int64) throws -> RegistryEvent {
        let record = BreakerRecord(
            state: state, isForced: true, openings: 0, since: WallTime(milliseconds: 0), openUntil: nil,
            cause: "by hand")
        return RegistryEvent(
            revision: Revision(revision), time: WallTime(milliseconds: 0), kind: .breaker(from: .closed, record),
            instance: try InstanceID(id), service: try ServiceName("orders"), cause: "by hand")
    }

    @Test("a caller that starts after a breaker was tripped does not call the instance")
    func late() async throws {
        try await CallBench.run("a", "b", "c") { bench in
            bench.traffic.setOpen([try Self.open("b")])
            #expect(try await Self.called(bench) == ["a", "c"])
        }
    }

    @Test("a reset that was missed is made up for when the list is read again, and so is a trip")
    func missed() async throws {
        try await CallBench.run("a", "b", "c") { bench in
            bench.traffic.setOpen([try Self.open("b")])
            #expect(try await Self.called(bench) == ["a", "c"])
            try await until { bench.registry.watcherCount == 1 }
            bench.traffic.setOpen([try Self.open("c")])
            bench.registry.set(try ["a", "b", "c"].map { try Sampled.instance($0) }, revision: 90)
            bench.registry.breakWatches(RegistryError.compacted(floor: Revision(80)))
            try await until {
                bench.time.advance(by: .seconds(1))
                return bench.registry.lists.count == 2 && bench.registry.watcherCount == 1
            }
            #expect(try await Self.called(bench) == ["a", "b"])
        }
    }

    @Test("an event about an instance that nobody knows yet holds when it is known")
    func unknownYet() async throws {
        try await CallBench.run("a", "b") { bench in
            #expect(try await Self.called(bench) == ["a", "b"])
            try await until { bench.registry.watcherCount == 1 }
            bench.registry.tell([try Self.changed("c", .open, 20)])
            bench.registry.tell([Sampled.registered(try Sampled.instance("c", revision: 21), 21)])
            try await until { try bench.caller.discovery.known(bench.orders)?.all.count == 3 }
            #expect(try await Self.called(bench) == ["a", "b"])
            bench.registry.tell([try Self.changed("c", .closed, 22)])
            try await until { try bench.caller.discovery.known(bench.orders)?.position.revision == Revision(22) }
            #expect(try await Self.called(bench) == ["a", "b", "c"])
        }
    }

    @Test("what opened for a time is tried when the time is over")
    func forATime() async throws {
        try await CallBench.run("a", "b") { bench in
            bench.traffic.setOpen([try Self.open("b", for: .seconds(10))])
            #expect(try await Self.called(bench) == ["a"])
            bench.time.advance(by: .seconds(11))
            #expect(try await Self.called(bench) == ["a", "b"])
        }
    }
}
