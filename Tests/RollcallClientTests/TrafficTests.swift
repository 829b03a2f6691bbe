import RollcallClient
import RollcallCore
import RollcallWire
import Testing

@Suite("Traffic over HTTP", .timeLimit(.minutes(1)))
struct TrafficTests {
    @Test("refused picks, retries and breakers are told")
    func oddities() async throws {
        try await LoopbackDaemon.run { daemon in
            try await daemon.withRegistry { registry in
                for id in ["a-1", "a-2"] {
                    _ = try await registry.register(id, InstanceBody(name: "a", address: "127.0.0.1", port: 9_000))
                }
                _ = try await registry.setPolicy("a", Self.withoutPanic)
                _ = try await registry.pick("a")
                var retry = PickQuery()
                retry.excluded = ["a-1"]
                #expect(try await registry.pick("a", retry).instance.id == "a-2")
                retry.excluded = ["a-1", "a-2"]
                await #expect(throws: ClientError.self) { try await registry.pick("a", retry) }
                _ = try await registry.trip("a-1", reason: "x")
                let view = try await registry.traffic("a")
                #expect(view.odd.refused == ["all_tried": 1])
                #expect(view.odd.retries == 1 && view.odd.strays == 0)
                #expect(view.instances.map(\.breaker) == ["open", "closed"])
            }
        }
    }

    private static var withoutPanic: PolicyBody {
        var policy = PolicyBody()
        policy.panicThreshold = 0
        return policy
    }
}
