import Logging
import RollcallCore
import RollcallRegistry
import RollcallTestKit
import RollcallTraffic

/// A registry and its traffic at work on manual time.
struct TrafficRig: Sendable {
    let time: ManualTime
    let store: MemoryStore
    let engine: RegistryEngine
    let traffic: TrafficEngine
    let service = ServiceName(trusted: "orders")

    static func run(_ ids: [String], _ body: @Sendable @escaping (TrafficRig) async throws -> Void) async throws {
        let (time, store) = (ManualTime(), MemoryStore())
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let engine = try await RegistryEngine(store: store, time: time, logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Or a body that fails waits for the engine for ever.
            defer { engine.stop() }
            group.addTask { try await engine.run() }
            for id in ids {
                _ = try await engine.register(Sample.registration(id, ttl: .seconds(3_600)), initialStatus: nil)
            }
            try await body(TrafficRig(time: time, store: store, engine: engine, traffic: TrafficEngine(engine)))
            engine.stop()
            try await group.waitForAll()
        }
    }

    /// An outcome of a call that its caller picked by itself.
    func report(_ result: CallOutcome.Result, of id: String, count: Int = 1) async throws {
        let outcome = ReportedOutcome(instance: InstanceID(trusted: id), outcome: CallOutcome(result))
        _ = try await traffic.report(Array(repeating: outcome, count: count))
    }

    /// What the events tell of breakers: `closed → open`.
    var breakerSteps: [String] {
        store.allEvents.compactMap { event in
            guard case .breaker(let from, let record) = event.kind else { return nil }
            return "\(from.rawValue) → \(record.state.rawValue): \(event.cause)"
        }
    }
}
