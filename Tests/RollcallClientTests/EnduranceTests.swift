import Hummingbird
import RollcallCore
import RollcallRegistry
import RollcallTestKit
import ServiceLifecycle
import Synchronization
import Testing

@testable import RollcallClient

@Suite("Providers and callers over real sockets", .timeLimit(.minutes(5)))
struct EnduranceTests {
    private static func manager(_ registry: any ServiceRegistry, _ id: String) throws -> ServiceDiscoveryManager {
        var settings = ServiceDiscoveryManager.Settings()
        settings.provider.drainTime = .zero
        return ServiceDiscoveryManager(
            registry, providing: try Sample.registration(id, ttl: .seconds(3)), settings: settings,
            logger: LoopbackDaemon.silent)
    }

    @Test("a service that provides and calls is one line in a group, and leaves nothing behind, a hundred times")
    func rounds() async throws {
        try await LoopbackDaemon.run { daemon in
            for round in 0..<100 {
                try await daemon.withRegistry { registry in
                    let manager = try Self.manager(registry, "orders-\(round)")
                    let group = ServiceGroup(services: [manager], logger: LoopbackDaemon.silent)
                    try await withThrowingTaskGroup(of: Void.self) { tasks in
                        tasks.addTask { try await group.run() }
                        try await until { manager.provider?.status == .up }
                        let id = try await manager.withInstance("orders") { $0.id.text }
                        #expect(id == "orders-\(round)")
                        await group.triggerGracefulShutdown()
                        try await tasks.waitForAll()
                    }
                    #expect(manager.caller.taskCount == 0)
                }
                #expect(daemon.engine.snapshot.instanceCount == 0, "round \(round)")
            }
            try await until { daemon.engine.watcherCount == 0 }
        }
    }

    @Test("a daemon that is gone and comes back with nothing has the provider back by itself; calls never stop")
    func restarted() async throws {
        let port = Mutex(0)
        let (remote, manager, task) = try await LoopbackDaemon.run { daemon in
            let remote = RemoteRegistry(daemon.url)
            let manager = try Self.manager(remote, "orders-1")
            let task = Task { try await manager.run() }
            try await until { manager.provider?.status == .up }
            _ = try await manager.withInstance("orders") { $0.id }
            port.withLock { $0 = daemon.port }
            return (remote, manager, task)
        }
        for _ in 0..<100 { _ = try await manager.withInstance("orders") { $0.id } }
        try await LoopbackDaemon.run(MemoryStore(epoch: "another"), port: port.withLock(\.self)) { daemon in
            try await until { daemon.engine.snapshot.instanceCount == 1 }
            let orders = try ServiceName("orders")
            while try await manager.discovery.discover(orders).position.epoch != "another" {
                try Task.checkCancellation()
                await Task.yield()
            }
            _ = try await manager.withInstance("orders") { $0.id }
        }
        task.cancel()
        _ = await task.result
        #expect(manager.caller.taskCount == 0)
        await remote.shutdown()
    }

    @Test("what answers garbage is told apart from a registry, and nobody falls over it")
    func garbage() async throws {
        let daemon = FakeDaemon { _ in
            Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "<html>{\"epoch\":")))
        }
        try await daemon.run { registry in
            let caller = ServiceCaller(registry)
            await #expect {
                try await caller.withInstance("orders") { $0.id }
            } throws: { error in
                if case RegistryError.unavailable(let words) = error { words.contains("not a Rollcall") } else { false }
            }
            await caller.close()
            #expect(caller.taskCount == 0)
        }
    }
}
