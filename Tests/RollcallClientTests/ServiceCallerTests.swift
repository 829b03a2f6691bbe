import RollcallCore
import RollcallTestKit
import Synchronization
import Testing

@testable import RollcallClient

@Suite("Calling services", .timeLimit(.minutes(5)))
struct ServiceCallerTests {
    private static let refused = CallFailure(.connectFailed, "connection refused")

    /// Which instances were called, in order.
    private final class Calls: Sendable {
        private let list = Mutex<[String]>([])
        var ids: [String] { list.withLock { $0 } }
        func add(_ instance: ServiceInstance) { list.withLock { $0.append(instance.id.text) } }
    }

    @Test("calls go round, and each outcome is known to the breaker and reported in a batch")
    func round() async throws {
        try await CallBench.run("a", "b") { bench in
            let calls = Calls()
            for _ in 0..<6 { try await bench.caller.withInstance("orders") { calls.add($0) } }
            #expect(calls.ids.filter { $0 == "a" }.count == 3)
            try await until { bench.time.sleepers.count == 1 }
            bench.time.advance(by: .seconds(1))
            try await until { bench.traffic.batches.count == 1 }
            #expect(bench.traffic.batches[0].map(\.instance.text) == calls.ids)
            #expect(bench.traffic.batches[0].allSatisfy { $0.outcome.result == .success })
            // Nothing waits, so nothing is kept awake for it.
            try await until { bench.time.sleepers.count == 1 }
            bench.time.advance(by: .seconds(1))
            try await until { bench.time.sleepers.isEmpty }
        }
    }

    @Test("a call that fails goes to an instance that was not tried, and the caller sees nothing of it")
    func failsOver() async throws {
        try await CallBench.run("a", "b", "c") { bench in
            for _ in 0..<30 {
                let calls = Calls()
                let id = try await bench.caller.withInstance("orders") { instance in
                    calls.add(instance)
                    if instance.id.text == "b" { throw Self.refused }
                    return instance.id.text
                }
                #expect(id != "b")
                #expect(Set(calls.ids).count == calls.ids.count)
            }
            #expect(bench.caller.pickers.breaker(bench.orders, try InstanceID("b"))?.name == .open)
        }
    }

    @Test("a result that counts as a failure is failed over, and returned as it is where nothing better comes")
    func marked() async throws {
        try await CallBench.run("a", "b") { bench in
            let status = try await bench.caller.withInstance("orders", isFailure: { $0 >= 500 }) { instance in
                instance.id.text == "a" ? 500 : 200
            }
            #expect(status == 200)
            let calls = Calls()
            let worst = try await bench.caller.withInstance("orders", isFailure: { $0 >= 500 }) { instance in
                calls.add(instance)
                return 503
            }
            #expect(worst == 503)
            #expect(Set(calls.ids) == ["a", "b"])
        }
    }

    @Test("a call that may not be made twice is failed over only when no connection came about")
    func notTwice() async throws {
        try await CallBench.run("a", "b") { bench in
            var options = CallOptions()
            options.retry = .connectFailure
            for (result, count) in [(CallOutcome.Result.reset, 1), (.timeout, 1), (.error, 1), (.connectFailed, 2)] {
                let calls = Calls()
                await #expect(throws: CallFailure.self) {
                    try await bench.caller.withInstance("orders", options: options) { instance in
                        calls.add(instance)
                        throw CallFailure(result, "broken")
                    }
                }
                #expect(calls.ids.count == count, "\(result)")
            }
        }
    }

    @Test("when everything fails, calls are not multiplied: the budget ends the retries")
    func budget() async throws {
        var settings = ServiceCaller.Settings()
        settings.retryFloorPerSecond = 0
        try await CallBench.run("a", "b", "c", settings: settings) { bench in
            let calls = Calls()
            for _ in 0..<500 {
                _ = try? await bench.caller.withInstance("orders") { instance in  // All fail, as they are meant to.
                    calls.add(instance)
                    throw Self.refused
                }
            }
            #expect((600...601).contains(calls.ids.count))
        }
    }

    @Test("a call that hangs is cut off at half its time and made elsewhere; no call is longer than its own time-out")
    func hangs() async throws {
        try await CallBench.run("a", "b") { bench in
            var options = CallOptions()
            options.timeout = .seconds(4)
            let hanging = Calls()
            let call: @Sendable (ServiceInstance) async throws -> String = { instance in
                guard hanging.ids.isEmpty else { return instance.id.text }
                hanging.add(instance)
                try await Never.returns()
                return "never"
            }
            let task = Task { [options] in try await bench.caller.withInstance("orders", options: options, call) }
            let half = bench.time.moment().advanced(by: .seconds(2))
            try await until { hanging.ids.count == 1 && bench.time.sleepers.contains(half) }
            bench.time.advance(by: .seconds(2))
            #expect(try await task.value != hanging.ids[0])

            let stuck = Task { [options] in
                try await bench.caller.withInstance("orders", options: options) { _ in try await Never.returns() }
            }
            let began = bench.time.moment()
            for seconds in [2, 4] {
                try await until { bench.time.sleepers.contains(began.advanced(by: .seconds(seconds))) }
                bench.time.advance(by: bench.time.moment().duration(to: began.advanced(by: .seconds(seconds))))
            }
            await #expect { try await stuck.value } throws: { error in
                if case CallError.timedOut(bench.orders, _, after: .seconds(2)) = error { true } else { false }
            }
        }
    }

    @Test("a try that was given next to no time counts against nobody")
    func noTime() async throws {
        try await CallBench.run("a", "b") { bench in
            var options = CallOptions()
            (options.timeout, options.tryTimeout) = (.seconds(4), .seconds(3))
            let (tries, begun) = AsyncStream.makeStream(of: Void.self)
            var begins = tries.makeAsyncIterator()
            for _ in 0..<12 {
                let began = bench.time.moment()
                let task = Task { [options] in
                    try await bench.caller.withInstance("orders", options: options) { _ in
                        begun.yield()
                        try await Never.returns()
                    }
                }
                for seconds in [3, 4] {
                    // Each of the two tries has begun before its time is over.
                    await begins.next()
                    try await until { bench.time.sleepers.contains(began.advanced(by: .seconds(seconds))) }
                    bench.time.advance(by: bench.time.moment().duration(to: began.advanced(by: .seconds(seconds))))
                }
                await #expect(throws: CallError.self) { try await task.value }
            }
            let results = bench.traffic.batches.flatMap { $0 }.map(\.outcome.result)
            // The second try had one second of the three it should have had.
            #expect(results.contains(.cancelled) && results.filter { $0 == .timeout }.count <= 12)
        }
    }

    @Test("a caller that was closed tells how its last calls went, and goes on by what it knew")
    func closed() async throws {
        let bench = try CallBench(["a", "b"])
        for _ in 0..<3 { try await bench.caller.withInstance("orders") { _ in } }
        await bench.caller.close()
        #expect(bench.traffic.batches.map(\.count) == [3])
        #expect(bench.caller.taskCount == 0)
        try await bench.caller.withInstance("orders") { _ in }
        await #expect(throws: RegistryError.stopping) { try await bench.caller.withInstance("stock") { _ in } }
    }

    @Test("however many calls there are, their outcomes are sent: a full batch is followed by the next at once")
    func manyOutcomes() async throws {
        try await CallBench.run("a", "b") { bench in
            for _ in 0..<5_000 { try await bench.caller.withInstance("orders") { _ in } }
            try await until { bench.time.sleepers.count >= 1 }
            bench.time.advance(by: .seconds(1))
            try await until { bench.traffic.batches.flatMap { $0 }.count == 5_000 }
            #expect(bench.traffic.batches.allSatisfy { $0.count <= OutcomeReporter.batchCountMax })
        }
    }

    @Test("a caller that loses interest is let go at once, and that counts against nobody")
    func cancelled() async throws {
        try await CallBench.run("a", "b") { bench in
            for _ in 0..<20 {
                let calls = Calls()
                let task = Task {
                    try await bench.caller.withInstance("orders") { instance in
                        calls.add(instance)
                        try await Never.returns()
                    }
                }
                try await until { calls.ids.count == 1 }
                task.cancel()
                await #expect(throws: CancellationError.self) { try await task.value }
            }
            for id in ["a", "b"] {
                #expect(bench.caller.pickers.breaker(bench.orders, try InstanceID(id))?.name == .closed)
            }
        }
    }

    @Test("calls go on while the registry is away")
    func away() async throws {
        try await CallBench.run("a", "b") { bench in
            try await bench.caller.withInstance("orders") { _ in }
            try await until { bench.registry.watcherCount == 1 }
            bench.traffic.fail(.unavailable("away"))
            bench.registry.answer { _, _ in throw RegistryError.unavailable("away") }
            bench.registry.breakWatches()
            for _ in 0..<100 {
                try await bench.caller.withInstance("orders") { _ in }
                bench.time.advance(by: .seconds(10))
                await Task.yield()
            }
        }
    }

    @Test("a service without instances, and one that nobody ever heard of, are told apart from a call that failed")
    func nobody() async throws {
        try await CallBench.run { bench in
            await #expect(throws: CallError.noInstance(bench.orders, why: "the service has no instance")) {
                try await bench.caller.withInstance("orders") { _ in }
            }
            await #expect(throws: InvalidField.self) { try await bench.caller.withInstance("no name") { _ in } }
            bench.registry.answer { _, _ in throw RegistryError.unavailable("away") }
            await #expect(throws: RegistryError.unavailable("away")) {
                try await bench.caller.withInstance("stock") { _ in }
            }
        }
    }

    @Test("the policy of the service is asked for once, and again after a while when there was no answer")
    func policy() async throws {
        try await CallBench.run("a", "b", "c") { bench in
            bench.traffic.fail(.unavailable("away"))
            for _ in 0..<5 { try await bench.caller.withInstance("orders") { _ in } }
            #expect(bench.traffic.askedCount == 1)
            bench.traffic.fail(nil)
            bench.traffic.set(try ServicePolicy(balancing: .maglev))
            bench.time.advance(by: .seconds(5))
            var options = CallOptions()
            options.key = "customer-7"
            let calls = Calls()
            for _ in 0..<10 { try await bench.caller.withInstance("orders", options: options) { calls.add($0) } }
            #expect(bench.traffic.askedCount == 2)
            #expect(Set(calls.ids).count == 1)
        }
    }

    @Test(
        "with one instance dead, one failing and one hanging of twenty, callers see next to nothing",
        arguments: UInt64(0)..<3)
    func underFire(_ seed: UInt64) async throws {
        let bench = try CallBench((0..<20).map { "i\($0)" }, seed: seed)
        var failed = 0
        for number in 0..<5_000 {
            bench.time.advance(by: .milliseconds(5))
            do {
                let status = try await bench.caller.withInstance("orders", isFailure: { $0 >= 500 }) { instance in
                    switch instance.id.text {
                    case "i3": throw Self.refused
                    case "i7": return 500
                    case "i11": throw CallFailure(.timeout, "it hangs")
                    default: return 200
                    }
                }
                if status >= 500, number > 200 { failed += 1 }
            } catch { if number > 200 { failed += 1 } }
        }
        #expect(failed <= 4, "seed \(seed): \(failed) of 4,800 calls failed")
        for id in ["i3", "i7", "i11"] {
            #expect(bench.caller.pickers.breaker(bench.orders, try InstanceID(id))?.name != .closed)
        }
        await bench.caller.close()
        #expect(bench.caller.taskCount == 0)
    }
}
