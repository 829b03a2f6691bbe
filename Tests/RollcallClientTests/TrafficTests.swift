import NIOHTTP1
import RollcallCore
import RollcallWire
import Testing

@testable import RollcallClient

@Suite("Traffic over HTTP", .timeLimit(.minutes(5)))
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

    @Test("refused outcomes say what would be right, and those with picks of their callers' own count as picks")
    func outcomes() async throws {
        try await LoopbackDaemon.run { daemon in
            try await daemon.withRegistry { registry in
                _ = try await registry.register("a-1", InstanceBody(name: "a", address: "127.0.0.1", port: 9_000))
                func problem(_ body: some Encodable) async throws -> String {
                    do {
                        let _: OutcomesView = try await registry.send(.POST, RequestTarget("outcomes"), body)
                        return "taken"
                    } catch ClientError.problem(let problem) { return problem.detail }
                }
                let text = ["outcomes": [["instance": "a-1", "result": "success", "latency_ms": "5"]]]
                #expect(try await problem(text).contains("latency_ms: must be a number"))
                let one = OutcomesBody.Item(instance: "a-1", result: "success")
                for count in [0, 1_001] {
                    let body = OutcomesBody(outcomes: Array(repeating: one, count: count))
                    #expect(try await problem(body).contains("must have 1 to 1000 entries"))
                }
                let outcome = ReportedOutcome(instance: InstanceID(trusted: "a-1"), outcome: CallOutcome(.success))
                try await registry.share([outcome, outcome])
                #expect(try await registry.traffic("a").instances.map(\.traffic.picks) == [2])
            }
        }
    }

    @Test("a policy may come before the service, and its answer tells that it did")
    func policyBefore() async throws {
        try await LoopbackDaemon.run { daemon in
            try await daemon.withRegistry { registry in
                #expect(try await registry.setPolicy("a", Self.withoutPanic).instances == 0)
                _ = try await registry.register("a-1", InstanceBody(name: "a", address: "127.0.0.1", port: 9_000))
                #expect(try await registry.policy("a").instances == 1)
            }
        }
    }

    private static var withoutPanic: PolicyBody {
        var policy = PolicyBody()
        policy.panicThreshold = 0
        return policy
    }
}
