import Logging
import RollcallCore
import RollcallRegistry
import RollcallTestKit
import Synchronization

/// A registry at work on manual time and a store in memory.
struct Bench: Sendable {
    let time: ManualTime
    let store: MemoryStore
    let engine: RegistryEngine

    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    static func run(
        _ store: MemoryStore = MemoryStore(), limits: RegistryLimits = RegistryLimits(),
        _ body: @Sendable @escaping (Bench) async throws -> Void
    ) async throws {
        let time = ManualTime()
        let engine = try await RegistryEngine(store: store, time: time, limits: limits, logger: silent)
        let before = engine.snapshot.revision
        try await withThrowingTaskGroup(of: Void.self) { group in
            // Or a body that fails waits for the engine for ever.
            defer { engine.stop() }
            group.addTask { try await engine.run() }
            group.addTask {
                do { try await LeaseSweeper(engine, logger: silent).run() } catch is CancellationError {}
            }
            group.addTask { do { try await engine.maintain() } catch is CancellationError {} }
            let bench = Bench(time: time, store: store, engine: engine)
            try await bench.until { engine.snapshot.revision > before }
            try await body(bench)
            engine.stop()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    @discardableResult
    func register(
        _ id: String, service: String = "orders", port: Int = 1, ttl: Duration = .seconds(10),
        evictAfter: Duration = .seconds(60)
    ) async throws -> RegistryChange {
        let registration = try Sample.registration(id, service: service, port: port, ttl: ttl, evictAfter: evictAfter)
        return try await engine.register(registration, initialStatus: nil)
    }

    func status(_ id: String) -> ServiceStatus? { engine.snapshot[InstanceID(trusted: id)]?.status }
    func lease(_ id: String) -> Lease? { engine.lease(InstanceID(trusted: id)) }

    /// Waits until the sweeper sleeps for this moment.
    func sweeperSleeps(until duration: Duration) async throws {
        try await until { time.sleepers.contains(Moment.zero.advanced(by: duration)) }
    }

    /// Lets the other tasks work until `condition` holds. The test's time limit ends a wait in vain.
    func until(_ condition: () throws -> Bool) async throws {
        while try !condition() {
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}

/// Whether something has happened yet.
final class Flag: Sendable {
    private let raised = Atomic(false)

    var isRaised: Bool { raised.load(ordering: .sequentiallyConsistent) }
    func raise() { raised.store(true, ordering: .sequentiallyConsistent) }
}
