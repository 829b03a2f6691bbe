import RollcallCore
import RollcallTestKit
import RollcallWire
import Synchronization
import Testing

@testable import RollcallClient
@testable import RollcallHTTP

@Suite("What the daemon tells a dashboard", .timeLimit(.minutes(5)))
struct GaugeTests {
    private static func register(_ registry: RemoteRegistry, _ id: String) async throws {
        var body = InstanceBody(name: "orders", address: "127.0.0.1", port: 1)
        body.lease = LeaseBody(ttl: "10s", evictAfter: "1m")
        _ = try await registry.register(id, body)
    }

    @Test("a pulse tells how leases, breakers and the store stand")
    func pulse() async throws {
        try await LoopbackDaemon.run { daemon in
            try await daemon.withRegistry { registry in
                try await Self.register(registry, "a")
                try await Self.register(registry, "b")
                _ = try await registry.trip("a")
                for try await case .pulse(let pulse) in registry.watch() {
                    #expect(pulse.leases.held == 2)
                    #expect(pulse.leases.under15s == 2 && pulse.leases.under5s == 0)
                    #expect(pulse.leases.expiredLastHour == 0 && pulse.leases.renewalsPerSecond != nil)
                    #expect(pulse.breakers == PulseView.Breakers(open: 0, halfOpen: 0, forced: 1))
                    #expect(pulse.store?.events == pulse.revision && pulse.store?.commitMillisecondsP99 != nil)
                    #expect(pulse.watchers == 1 && pulse.monotonicMilliseconds != nil)
                    break
                }
            }
        }
    }

    @Test("minutes and services tell how much changed")
    func minutes() async throws {
        try await LoopbackDaemon.run { daemon in
            try await daemon.withRegistry { registry in
                try await Self.register(registry, "a")
                _ = try await registry.drain("a")
                let minutes = try await registry.minutes()
                #expect(minutes.registered.count == 60 && minutes.registered.reduce(0, +) == 1)
                #expect(minutes.edited.reduce(0, +) == 1 && minutes.health.reduce(0, +) == 0)
                let history = try #require(minutes.history)
                let now = try #require(WallTime(rfc3339: minutes.time))
                #expect(ChangeKind.allCases.allSatisfy { history.counts($0, at: now) == minutes.counts($0) })
                #expect(try await registry.services().services.map(\.changesLastHour) == [1])
            }
        }
    }

    @Test("a breaker tells what it counted, by what that is measured, and whom it kept away")
    func breaker() async throws {
        try await LoopbackDaemon.run { daemon in
            try await daemon.withRegistry { registry in
                for id in ["a", "b"] { try await Self.register(registry, id) }
                _ = try await registry.report([
                    OutcomesBody.Item(instance: "a", result: "success", latencyMilliseconds: nil),
                    OutcomesBody.Item(instance: "a", result: "error", latencyMilliseconds: nil),
                ])
                var detail = try await registry.breaker("a")
                #expect((detail.figures.calls, detail.figures.failures, detail.figures.failureRate) == (2, 1, 0.5))
                #expect(detail.figures.failuresInRow == 1 && detail.settings.windowSize == 100)
                #expect(try await registry.breakers(states: ["open", "half_open"]).breakers.isEmpty)
                _ = try await registry.trip("a")
                for _ in 0..<3 { _ = try await registry.pick("orders") }
                detail = try await registry.breaker("a")
                #expect(detail.breaker.forced && detail.figures.notPermitted == 3)
                #expect(try await registry.breaker("b").figures.notPermitted == 0)
                #expect(try await registry.breakers(states: ["open"]).breakers.map(\.instance) == ["a"])
                #expect(try await registry.breakers(states: ["closed"]).breakers.map(\.instance) == ["b"])
                _ = try await registry.reset("a")
                #expect(try await registry.breaker("a").figures.notPermitted == 0)
            }
        }
    }

    @Test("what costs something is worked out once a second, however many ask")
    func shared() {
        let count = Mutex(0)
        let shared = OncePerSecond {
            count.withLock { count in
                count += 1
                return count
            }
        }
        for tenth in 0..<50 {
            for _ in 0..<50 {
                let now = Moment.zero.advanced(by: .milliseconds(tenth * 100))
                #expect(shared.value(at: now) == tenth / 10 + 1)
            }
        }
    }
}
