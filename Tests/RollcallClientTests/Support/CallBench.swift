import RollcallCore
import RollcallTestKit
import Synchronization
import Testing

@testable import RollcallClient

/// A caller of `orders` on manual time, over a registry that does as it is told.
struct CallBench: Sendable {
    let time = ManualTime()
    let registry = FakeRegistry()
    let traffic = FakeTraffic()
    let caller: ServiceCaller
    let orders: ServiceName

    init(_ ids: [String], settings: ServiceCaller.Settings = .init(), seed: UInt64 = 1) throws {
        orders = try ServiceName("orders")
        registry.set(try ids.map { try Sampled.instance($0) }, revision: 5)
        caller = ServiceCaller(registry, traffic: traffic, settings: settings, time: time, chance: Chance(seed: seed))
    }

    static func run(
        _ ids: String..., settings: ServiceCaller.Settings = .init(), _ body: (CallBench) async throws -> Void
    ) async throws {
        let bench = try CallBench(ids, settings: settings)
        try await body(bench)
        await bench.caller.close()
        #expect(bench.caller.taskCount == 0)
        #expect(bench.time.sleepers.isEmpty)
    }
}

/// A source of policies that keeps what is reported to it.
final class FakeTraffic: TrafficSource {
    private let state = Mutex<(policy: ServicePolicy, asked: Int, batches: [[ReportedOutcome]])>((.standard, 0, []))
    private let open = Mutex<[OpenBreaker]>([])
    private let failure = Mutex<RegistryError?>(nil)

    var askedCount: Int { state.withLock { $0.asked } }
    var batches: [[ReportedOutcome]] { state.withLock { $0.batches } }

    func set(_ policy: ServicePolicy) { state.withLock { $0.policy = policy } }
    func fail(_ error: RegistryError?) { failure.withLock { $0 = error } }

    func policy(of service: ServiceName) async throws(RegistryError) -> ServicePolicy {
        state.withLock { $0.asked += 1 }
        if let error = failure.withLock({ $0 }) { throw error }
        return state.withLock { $0.policy }
    }

    func setOpen(_ breakers: [OpenBreaker]) { open.withLock { $0 = breakers } }

    func openBreakers(of service: ServiceName) async throws(RegistryError) -> [OpenBreaker] {
        if let error = failure.withLock({ $0 }) { throw error }
        return open.withLock { $0 }
    }

    func share(_ outcomes: [ReportedOutcome]) async throws(RegistryError) {
        if let error = failure.withLock({ $0 }) { throw error }
        state.withLock { $0.batches.append(outcomes) }
    }
}
