import RollcallCore
import RollcallTestKit
import ServiceLifecycle
import Synchronization
import Testing

@testable import RollcallClient

@Suite("A provider at work", .timeLimit(.minutes(5)))
struct ProviderTests {
    /// A provider of `orders-1` with a ttl of 9 s, on manual time.
    private struct Bench {
        let time = ManualTime()
        let registry: FakeRegistry
        let provider: Provider
        let log = LogLines()

        init(_ registry: FakeRegistry = FakeRegistry(), settings: Provider.Settings = .init()) throws {
            self.registry = registry
            provider = Provider(
                try Sample.registration(ttl: .seconds(9)), at: registry, settings: settings, time: time,
                chance: Chance(seed: 1), logger: log.logger())
        }

        /// Waits until the provider sleeps and tells until when. Its plan says so: for a while after an answer, the time limit
        /// of the request still sleeps beside it.
        private func asleep() async throws -> Moment {
            var due = time.moment()
            try await until {
                guard case .wait(let next) = provider.plan.withLock({ $0.next(at: time.moment()) }) else {
                    return false
                }
                due = next
                return time.sleepers == [next]
            }
            return due
        }

        /// Lets the provider go to sleep and wakes it when its time has come.
        func skipToNext() async throws {
            time.advance(by: time.moment().duration(to: try await asleep()))
        }

        /// Shuts down, sees that the drain time is waited out, and lets it pass.
        func stop(_ group: ServiceGroup) async throws {
            let id = provider.registration.id
            await group.triggerGracefulShutdown()
            try await until { registry.requests.contains(.move(id, .drain)) }
            let end = try await asleep()
            #expect(end == time.moment().advanced(by: .seconds(2)))
            #expect(!registry.requests.contains(.deregister(id)))
            time.advance(by: .seconds(2))
        }

        func run(_ body: @escaping @Sendable (ServiceGroup) async throws -> Void) async throws {
            let group = ServiceGroup(services: [provider], logger: LoopbackDaemon.silent)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                try await body(group)
                try await tasks.waitForAll()
            }
        }
    }

    @Test("one line in a service group: registers, renews, and on graceful shutdown drains, waits and deregisters")
    func life() async throws {
        let bench = try Bench()
        let id = bench.provider.registration.id
        try await bench.run { group in
            for count in 1...3 {
                try await until { bench.registry.renewals.count == count }
                if count < 3 { try await bench.skipToNext() }
            }
            #expect(bench.provider.status == .up)
            try await bench.stop(group)
        }
        #expect(bench.registry.requests.suffix(2) == [.move(id, .drain), .deregister(id)])
        #expect(bench.time.sleepers.isEmpty)
    }

    @Test("every heartbeat carries the whole registration, with what was changed since")
    func carries() async throws {
        let bench = try Bench()
        try await bench.run { group in
            try await until { bench.registry.renewals.count == 1 }
            try bench.provider.update(metadata: ["version": "2"])
            try await until { bench.registry.renewals.count == 2 }
            guard case .renew(let sent, _) = bench.registry.renewals.last else { throw Violation("no renewal") }
            #expect(sent.metadata["version"] == "2")
            #expect(sent == bench.provider.registration)
            try await bench.stop(group)
        }
    }

    @Test("a registry that hangs is given up after a third of the ttl, and asked again")
    func hangs() async throws {
        let registry = FakeRegistry { request, number in
            guard case .renew = request, number == 1 else { return }
            try await Never.returns()
        }
        let bench = try Bench(registry)
        try await bench.run { group in
            try await until { bench.registry.renewals.count == 1 && bench.time.sleepers.count == 1 }
            bench.time.advance(by: .seconds(3))
            try await until { bench.registry.cancelledCount == 1 }
            try await bench.skipToNext()
            try await until { bench.registry.renewals.count == 2 && bench.provider.status == .up }
            try await bench.stop(group)
        }
    }

    @Test("a registry that is away is complained of once, and named when it answers again")
    func away() async throws {
        let registry = FakeRegistry { request, number in
            if case .renew = request, (2...4).contains(number) { throw RegistryError.unavailable("nobody answers") }
        }
        let bench = try Bench(registry)
        try await bench.run { group in
            for count in 1...5 {
                try await until { registry.renewals.count == count }
                if count < 5 { try await bench.skipToNext() }
            }
            try await bench.stop(group)
        }
        #expect(
            bench.log.all == [
                "warning Heartbeat failed; it is tried again until it succeeds", "notice The registry answers again",
            ])
    }

    @Test("a registration that is refused for good ends the program that asks for it")
    func refused() async throws {
        let refusal = RegistryError.invalid(InvalidField("port", "must be another"))
        let bench = try Bench(FakeRegistry { _, _ in throw refusal })
        await #expect(throws: refusal) { try await bench.provider.run() }
    }

    @Test("a program that is cancelled says goodbye once")
    func cancelled() async throws {
        let bench = try Bench()
        let task = Task { try await bench.provider.run() }
        try await until { bench.registry.renewals.count == 1 }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(bench.registry.requests.last == .deregister(bench.provider.registration.id))
        #expect(bench.time.sleepers.isEmpty)
    }

    @Test(
        "a program that is cancelled while it renews waits for the answer, or the instance would come after the goodbye"
    )
    func cancelledWhileRenewing() async throws {
        let gate = Gate()
        let registry = FakeRegistry { request, _ in if case .renew = request { try await gate.wait() } }
        let bench = try Bench(registry)
        let task = Task { try await bench.provider.run() }
        try await until { registry.inFlightCount == 1 }
        task.cancel()
        // It waits now: for the answer, for its time limit, and for the end of all patience.
        try await until { bench.time.sleepers.count == 2 }
        #expect(registry.requests.count == 1 && registry.inFlightCount == 1)
        gate.open()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(registry.requests.last == .deregister(bench.provider.registration.id))
        try await until { bench.time.sleepers.isEmpty }
    }

    @Test("a registry that hangs keeps a program that is cancelled for two seconds")
    func cancelledWhileHanging() async throws {
        let registry = FakeRegistry { request, _ in if case .renew = request { try await Never.returns() } }
        let bench = try Bench(registry)
        let task = Task { try await bench.provider.run() }
        try await until { registry.inFlightCount == 1 }
        task.cancel()
        try await until { bench.time.sleepers.count == 2 }
        bench.time.advance(by: .seconds(2))
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(registry.requests.last == .deregister(bench.provider.registration.id))
    }

    @Test("what another program registered under the same id is left to it", arguments: Backend.allCases)
    func replaced(_ backend: Backend) async throws {
        try await backend.run { registry in
            let log = LogLines()
            let provider = Provider(
                try Sample.registration(port: 8_081), at: registry, time: ManualTime(), chance: Chance(seed: 1),
                logger: log.logger())
            let task = Task { try await provider.run() }
            try await until { provider.status == .up }
            let other = try Sample.registration(port: 8_082)
            _ = try await registry.register(other, initialStatus: nil)
            #expect(await provider.isReplaced())
            task.cancel()
            _ = await task.result
            #expect(try await registry.instance(other.id).registration == other)
            #expect(log.all == ["notice Another program has taken the id and keeps it"])
        }
    }

    @Test("it is back by itself, whatever the registry lost", arguments: Backend.allCases)
    func back(_ backend: Backend) async throws {
        try await backend.run { registry in
            let time = ManualTime()
            let provider = Provider(
                try Sample.registration(metadata: ["version": "3"], ttl: .seconds(9)), at: registry, time: time,
                chance: Chance(seed: 1), logger: LoopbackDaemon.silent)
            let task = Task { try await provider.run() }
            try await until { provider.status == .up }
            _ = try await registry.deregister(provider.registration.id, expected: nil)
            try await until { !time.sleepers.isEmpty }
            time.advance(by: .seconds(4))
            try await until { time.sleepers.contains { $0 > time.moment() } }
            var found: ServiceInstance?
            while found == nil {
                // Not there yet is what is waited out.
                try Task.checkCancellation()
                found = try? await registry.instance(provider.registration.id)
                await Task.yield()
            }
            #expect(found?.registration == provider.registration)
            task.cancel()
            _ = await task.result
        }
    }
}

extension Never {
    /// Waits until its task is cancelled.
    static func returns() async throws {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        for await _ in stream {}
        continuation.finish()
        throw CancellationError()
    }
}
