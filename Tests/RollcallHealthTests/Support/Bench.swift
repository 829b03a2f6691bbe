import Logging
import RollcallCore
import RollcallHealth
import RollcallRegistry
import RollcallTestKit

/// A registry and a scheduler at work on manual time.
struct Bench: Sendable {
    let time: ManualTime
    let engine: RegistryEngine
    let prober: FakeProber
    let scheduler: HealthScheduler

    static func run(
        _ stored: [ServiceInstance] = [], limits: HealthLimits = HealthLimits(),
        _ body: @Sendable @escaping (Bench) async throws -> Void
    ) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let (time, prober) = (ManualTime(), FakeProber())
        let engine = try await RegistryEngine(store: MemoryStore(stored), time: time, logger: logger)
        let scheduler = HealthScheduler(
            engine, prober: prober, limits: limits, generator: SeededRandom(1), logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Or a body that fails waits for the engine for ever.
            defer { engine.stop() }
            group.addTask { try await engine.run() }
            group.addTask {
                do { try await scheduler.run() } catch is CancellationError {}
            }
            // What is registered before the scheduler follows counts as found at start-up.
            while engine.watcherCount == 0 {
                try Task.checkCancellation()
                await Task.yield()
            }
            try await body(Bench(time: time, engine: engine, prober: prober, scheduler: scheduler))
            engine.stop()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    func register(_ registration: Registration, _ status: ServiceStatus? = nil) async throws {
        _ = try await engine.register(registration, initialStatus: status)
    }

    /// Waits for the status change of `id` to `status` and tells its cause.
    func cause(of id: String, becoming status: ServiceStatus) async throws -> String {
        let id = try InstanceID(id)
        for try await events in try engine.watch(.instance(id), after: .zero) {
            for event in events {
                if case .status(_, status, _) = event.kind { return event.cause }
            }
        }
        return "the watch ended"
    }

    func status(of id: String) throws -> ServiceStatus? { engine.snapshot[try InstanceID(id)]?.status }

    /// Lets the other tasks work until `condition` holds. The test's time limit ends a wait in vain.
    func until(_ condition: () throws -> Bool) async throws {
        while try !condition() {
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// Waits until the first check of `id` has `count` results.
    func results(of id: String, reach count: Int) async throws {
        let id = try InstanceID(id)
        try await until { scheduler.checks(of: id).first.map { $0.results.count >= count } ?? false }
    }
}
