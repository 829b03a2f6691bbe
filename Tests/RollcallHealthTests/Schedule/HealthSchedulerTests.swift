import Logging
import RollcallCore
import RollcallHealth
import RollcallRegistry
import RollcallTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct HealthSchedulerTests {
    private let id = InstanceID(trusted: "web-1")

    @Test("the first pass of a starting instance makes it ready")
    func ready() async throws {
        try await Bench.run { bench in
            try await bench.register(Samples.registration("web-1", [Samples.tcp()]))
            try await bench.until { !bench.scheduler.checks(of: id).isEmpty }
            bench.time.advance(by: .seconds(1))
            #expect(try await bench.cause(of: "web-1", becoming: .up) == "tcp 10.0.0.7:8080 → connected, first pass")
        }
    }

    @Test("three failures in a row, and no fewer, take an instance down; one pass brings it back")
    func fallAndRise() async throws {
        try await Bench.run { bench in
            bench.prober.set("10.0.0.7", .fails)
            try await bench.register(Samples.registration("web-1", [Samples.tcp(every: .seconds(10), fall: 3)]), .up)
            for turn in 1...3 {
                try await bench.until { !bench.scheduler.checks(of: id).isEmpty }
                #expect(try bench.status(of: "web-1") == .up)
                bench.time.advance(by: turn == 1 ? .seconds(1) : .seconds(10))
                try await bench.results(of: "web-1", reach: turn)
            }
            let cause = try await bench.cause(of: "web-1", becoming: .down)
            #expect(cause == "tcp 10.0.0.7:8080 → refused, 3rd failure in a row")
            bench.prober.set("10.0.0.7", .passes)
            bench.time.advance(by: .seconds(10))
            _ = try await bench.cause(of: "web-1", becoming: .up)
        }
    }

    @Test("a status that was set against the checks is set right by the next result")
    func levelTriggered() async throws {
        try await Bench.run { bench in
            try await bench.register(Samples.registration("web-1", [Samples.ttl()]))
            try await bench.scheduler.report(instance: id, check: "beat", passed: true)
            #expect(try bench.status(of: "web-1") == .up)
            try await bench.engine.submit(.transition(id, .healthCheckFail, cause: "by hand"))
            #expect(try bench.status(of: "web-1") == .down)
            try await bench.scheduler.report(instance: id, check: "beat", passed: true, output: "all well")
            #expect(try bench.status(of: "web-1") == .up)
            #expect(bench.scheduler.checks(of: id)[0].last?.cause == "reported passing: all well")
        }
    }

    @Test("no pass brings back what an operator took out, and a resumption begins afresh")
    func outOfService() async throws {
        try await Bench.run { bench in
            let check = try HealthCheck(name: "beat", kind: .ttl(.seconds(10)), rise: 2, fall: 1)
            try await bench.register(Samples.registration("web-1", [check]))
            for _ in 0..<2 { try await bench.scheduler.report(instance: id, check: "beat", passed: true) }
            #expect(try bench.status(of: "web-1") == .up)
            try await bench.engine.submit(.transition(id, .gracefulShutdown, cause: "drained"))
            for passed in [true, false, true, true] {
                try await bench.scheduler.report(instance: id, check: "beat", passed: passed)
                #expect(try bench.status(of: "web-1") == .outOfService)
            }
            bench.time.advance(by: .milliseconds(5))
            try await bench.engine.submit(.transition(id, .resume, cause: "back"))
            try await bench.scheduler.report(instance: id, check: "beat", passed: true)
            #expect(try bench.status(of: "web-1") == .starting)
            try await bench.scheduler.report(instance: id, check: "beat", passed: true)
            #expect(try bench.status(of: "web-1") == .up)
        }
    }

    @Test("what lost its lease comes back by its own word, not by a check")
    func lapsed() async throws {
        try await Bench.run { bench in
            try await bench.register(
                Samples.registration("web-1", lease: LeaseTerms(ttl: .seconds(1)), [Samples.ttl("beat", .seconds(60))]))
            try await bench.engine.submit(.revive(id))
            try await bench.scheduler.report(instance: id, check: "beat", passed: true)
            try await withThrowingTaskGroup(of: Void.self) { group in
                // The sweeper ends by being cancelled.
                group.addTask { try? await LeaseSweeper(bench.engine, logger: .init(label: "test")).run() }
                try await bench.until { bench.engine.lease(id) != nil }
                bench.time.advance(by: .seconds(1))
                try await bench.until { bench.engine.snapshot.isLapsed(id) }
                group.cancelAll()
            }
            try await bench.scheduler.report(instance: id, check: "beat", passed: true)
            #expect(try bench.status(of: "web-1") == .down)
            try await bench.engine.renew(id)
            try await bench.scheduler.report(instance: id, check: "beat", passed: true)
            #expect(try bench.status(of: "web-1") == .up)
        }
    }

    @Test("a report that does not come takes the instance down")
    func silence() async throws {
        try await Bench.run { bench in
            try await bench.register(Samples.registration("web-1", [Samples.ttl("beat", .seconds(10))]))
            try await bench.scheduler.report(instance: id, check: "beat", passed: true)
            bench.time.advance(by: .seconds(10))
            let cause = try await bench.cause(of: "web-1", becoming: .down)
            #expect(cause == "no report for 10 s (ttl 10 s), first failure")
        }
    }

    @Test("instances are picked up, moved and dropped as the registry changes")
    func follows() async throws {
        try await Bench.run { bench in
            try await bench.register(Samples.registration("web-1", [Samples.tcp()]))
            try await bench.until { bench.scheduler.gauges.checkCount == 1 }
            bench.time.advance(by: .seconds(1))
            try await bench.until { bench.prober.probeCount("10.0.0.7") == 1 }
            try await bench.register(
                Samples.registration("web-1", address: "10.0.0.8", [Samples.tcp(), Samples.tcp("b")]))
            try await bench.until { bench.scheduler.gauges.checkCount == 2 }
            bench.time.advance(by: .seconds(1))
            try await bench.until { bench.prober.probeCount("10.0.0.8") == 2 }
            _ = try await bench.engine.deregister(id, expected: nil)
            try await bench.until { bench.scheduler.gauges.checkCount == 0 }
            #expect(bench.scheduler.checks(of: id).isEmpty)
            await #expect(throws: RegistryError.unknownInstance(id)) {
                try await bench.scheduler.report(instance: id, check: "tcp", passed: true)
            }
        }
    }

    @Test("instances that were there before are checked within one interval")
    func restart() async throws {
        let time = ManualTime().wallTime()
        let stored = try (1...20).map { number in
            let registration = try Samples.registration("web-\(number)", address: "10.0.0.\(number)", [Samples.tcp()])
            return Samples.instance(registration, revision: Int64(number), status: .down, at: time)
        }
        try await Bench.run(stored) { bench in
            try await bench.until { bench.scheduler.gauges.checkCount == 20 }
            bench.time.advance(by: .milliseconds(9_999))
            try await bench.until { bench.engine.snapshot.counts.up == 20 }
        }
    }

    @Test("targets that hang hold up neither each other nor those that answer")
    func hanging() async throws {
        try await Bench.run { bench in
            for number in 1...100 {
                bench.prober.set("10.0.1.\(number)", .hangs)
                try await bench.register(
                    Samples.registration("hung-\(number)", address: "10.0.1.\(number)", [Samples.tcp()]))
                try await bench.register(
                    Samples.registration("well-\(number)", address: "10.0.2.\(number)", [Samples.tcp()]))
            }
            try await bench.until { bench.scheduler.gauges.checkCount == 200 }
            bench.time.advance(by: .seconds(1))
            try await bench.until { bench.engine.snapshot.counts.up == 100 }
            try await bench.until { bench.scheduler.gauges.inFlightCount == 100 }
            bench.time.advance(by: .seconds(10))
            try await bench.until { (1...100).allSatisfy { bench.prober.probeCount("10.0.2.\($0)") == 2 } }
            #expect((1...100).allSatisfy { bench.prober.probeCount("10.0.1.\($0)") == 1 })
        }
    }
}
