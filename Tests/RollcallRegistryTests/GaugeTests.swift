import RollcallCore
import RollcallRegistry
import RollcallTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct GaugeTests {
    @Test("changes are counted by minute, and counted on after a restart")
    func minutes() async throws {
        let store = MemoryStore()
        try await Bench.run(store) { bench in
            for id in ["a", "b", "c"] { try await bench.register(id) }
            _ = try await bench.engine.deregister(InstanceID("c"), expected: nil)
            _ = try await bench.engine.move(InstanceID("b"), .drain, reason: nil)
            let now = bench.time.wallTime()
            let told = ChangeKind.allCases.map { bench.engine.minuteHistory.sum($0, at: now) }
            #expect(told == [3, 1, 0, 0, 0, 1])
            #expect(bench.engine.minuteHistory.counts(.registered, at: now).last == 3)
        }
        try await Bench.run(store) { bench in
            try await bench.register("d")
            #expect(bench.engine.minuteHistory.sum(.registered, at: bench.time.wallTime()) == 4)
            #expect(bench.engine.commitMillisecondsP99 == 0)
        }
    }

    @Test("breakers are counted as they stand, and a service's changes are those of its instances")
    func counts() async throws {
        try await Bench.run { bench in
            for id in ["a", "b", "c"] { try await bench.register(id) }
            func breaker(_ id: String, _ state: BreakerState, isForced: Bool = false) async throws {
                let record = BreakerRecord(
                    state: state, isForced: isForced, openings: 1, since: bench.time.wallTime(), openUntil: nil,
                    cause: "x")
                try await bench.engine.submit(.breaker(try InstanceID(id), from: .closed, record))
            }
            func told() -> [Int] {
                let counts = bench.engine.snapshot.breakerCounts
                return [counts.open, counts.halfOpen, counts.forced]
            }
            try await breaker("a", .open)
            try await breaker("b", .open, isForced: true)
            try await breaker("c", .halfOpen)
            #expect(told() == [1, 1, 1])
            try await breaker("a", .halfOpen)
            try await breaker("c", .closed)
            #expect(told() == [0, 1, 1])
            #expect(bench.engine.snapshot.servicesWithOpenBreakers.map(\.text) == ["orders"])
            _ = try await bench.engine.deregister(InstanceID("b"), expected: nil)
            #expect(told() == [0, 1, 0])
            _ = try await bench.engine.move(InstanceID("a"), .drain, reason: nil)
            let service = try ServiceName("orders")
            #expect(bench.engine.snapshot.flapCount(of: service, at: bench.time.wallTime()) == 1)
            #expect(bench.engine.snapshot.flapCount(of: try ServiceName("none"), at: bench.time.wallTime()) == 0)
        }
    }
}
