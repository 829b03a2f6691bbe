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

    @Test("what an operator does can be tied to the revision that was seen")
    func expectedRevision() async throws {
        try await LoopbackDaemon.run { daemon in
            try await daemon.withRegistry { registry in
                let body = InstanceBody(name: "a", address: "127.0.0.1", port: 9_000)
                let seen = try await registry.register("a-1", body).instance.revision
                let drained = try await registry.drain("a-1", expectedRevision: seen)
                #expect(drained.instance.status == .outOfService)
                func conflicts(_ change: () async throws -> Void) async {
                    await #expect { try await change() } throws: { error in
                        guard case ClientError.problem(let problem) = error else { return false }
                        return problem.code == "revision-conflict" && problem.actual == drained.instance.revision
                    }
                }
                await conflicts { _ = try await registry.resume("a-1", expectedRevision: seen) }
                await conflicts { _ = try await registry.drain("a-1", reason: "x", expectedRevision: seen) }
                await conflicts { _ = try await registry.trip("a-1", expectedRevision: seen) }
                await conflicts { _ = try await registry.reset("a-1", expectedRevision: seen) }
                let present = try await registry.instance("a-1").instance
                #expect(present.revision == drained.instance.revision && present.status == .outOfService)
                #expect(try await registry.breakers().breakers.allSatisfy { $0.state == "closed" })
                let now = drained.instance.revision
                #expect(try await registry.trip("a-1", expectedRevision: now).breaker.state == "open")
                #expect(try await registry.resume("a-1", expectedRevision: now).instance.status == .up)
            }
        }
    }

    private static var withoutPanic: PolicyBody {
        var policy = PolicyBody()
        policy.panicThreshold = 0
        return policy
    }
}
