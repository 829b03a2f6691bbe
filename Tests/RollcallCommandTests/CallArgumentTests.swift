import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

@testable import rollcall

@Suite("Arguments of the commands about calls")
struct CallArgumentTests {
    /// What a command that is used wrongly says; nil when it takes its arguments.
    private static func complaint(_ arguments: [String]) async -> String? {
        do {
            _ = try await Rollcall.asyncParseAsRoot(arguments)
            return nil
        } catch {
            #expect(Rollcall.exitCode(for: error).rawValue == 64)
            return Rollcall.message(for: error)
        }
    }

    @Test(
        "what cannot be meant is refused by the name of the option",
        arguments: [
            (["proxy", "--listen", "127.0.0.1:0", "--service", "web", "--service", "m"], "--service is given 2 times"),
            (["proxy", "--listen", "[::1]:1", "--listen", "[::1]:2", "--service", "m"], "--listen is given 2 times"),
            (["bench", "calls", "web", "--path", "health"], "--path must begin with /"),
            (["policy", "m", "--panic-threshold", "nan"], "--panic-threshold takes a number"),
            (["policy", "m", "--ejection-share", "inf"], "--ejection-share takes a number"),
            (["policy", "m", "--failure-rate", "nan"], "--failure-rate takes a number"),
            (["policy", "m", "--slow-rate", "nan"], "--slow-rate takes a number"),
            (["run", "--name", "bad name!", "--port", "1", "--", "x"], "--name must be 1 to 63"),
            (["pick", ""], "The service's name must be 1 to 63"),
            (["drain", ""], "The instance's id must be 1 to"),
            (
                ["pick", "m", "--key", String(repeating: "k", count: 9_000)],
                "--key must be 1 to 256 bytes long, not 9000"
            ),
            (["pick", "m", "--exclude", "no id"], "--exclude must be"),
        ])
    func refused(_ arguments: [String], _ words: String) async {
        let complaint = await Self.complaint(arguments)
        #expect(complaint?.hasPrefix(words) == true, "\(complaint ?? "taken")")
    }

    @Test(
        "what can be meant is taken",
        arguments: [
            ["proxy", "--listen", "127.0.0.1:0", "--service", "web"],
            ["policy", "m", "--panic-threshold", "0", "--failure-rate", "0.01"],
            ["pick", "m", "--key", String(repeating: "k", count: 256), "--exclude", "m-1"],
            ["bench", "calls", "web", "--path", "/health"],
        ])
    func taken(_ arguments: [String]) async {
        #expect(await Self.complaint(arguments) == nil)
    }

    @Test("a first open time beyond the longest one asks for both")
    func openTimes() async throws {
        let present = PolicyBody(.standard)
        func failure(_ arguments: [String]) async throws -> Failure? {
            let command = try await Policy.asyncParse(["m"] + arguments)
            return command.breaker.contradiction(command.changed(present).breaker)
        }
        #expect(try await failure(["--open", "5m"]) == nil)
        #expect(try await failure(["--open", "10m", "--open-max", "10m"]) == nil)
        let refused = try #require(try await failure(["--open", "10m"]))
        #expect(refused.line.hasSuffix("Give --open-max too.") && refused.code == .usage)
    }

    @Test("a policy of a service without instances says so")
    func noInstances() {
        func lines(_ instances: Int?) -> String {
            let answer = PolicyAnswer(
                epoch: "e", revision: 1, service: "m", isSet: true, instances: instances, policy: PolicyBody(.standard))
            return Policy.listing(answer).lines(width: nil, .plain).joined(separator: "\n")
        }
        #expect(lines(0).contains("no instance of it is registered"))
        #expect(!lines(3).contains("no instance") && !lines(nil).contains("no instance"))
    }

    @Test("a breaker past its open time is due, and one that is open for ever has no time")
    func due() {
        func cells(_ milliseconds: Int64?) -> String {
            let view = BreakerView(
                instance: "a", service: "m", state: "open", forced: false, openings: 1, since: nil, openUntil: nil,
                opensInMilliseconds: milliseconds, cause: "x")
            return Breakers.listing([view], now: .now).lines(width: nil, .plain)[1]
        }
        #expect(cells(0).contains(" due "))
        #expect(cells(1_500).contains(" 1.5s ") && cells(nil).contains(" - "))
    }

    @Test("calls of which none succeeded are a failure")
    func allFailed() {
        let tally = CallTally(seconds: 1)
        #expect(tally.failure == nil)
        for _ in 0..<3 { tally.record(0, took: .zero, failure: "connection refused") }
        #expect(tally.failure?.line == "rollcall: All 3 calls failed." && tally.failure?.code == .refused)
        tally.record(0, took: .zero, failure: nil)
        #expect(tally.failure == nil)
    }

    @Test("a proxy says once that it has nothing new to go by, and once that it has again")
    func proxyWatch() {
        var watch = ProxyWatch()
        var lines: [String?] = []
        for finding in [
            .well, .away(why: "No daemon answers"), .away(why: "It took too long"), .well, .well, .noInstances,
            .noInstances, .well,
        ] as [ProxyWatch.Finding] {
            lines.append(watch.line(for: finding).map { "\($0.level) \($0.text.prefix(24))" })
        }
        #expect(
            lines == [
                nil, "warning No daemon answers. Conne", nil, "info The daemon answers again", nil,
                "warning The registry knows no in", nil, "info The service has instance",
            ])
    }

    @Test("a program that takes the place of another is told of it")
    func rival() throws {
        let registration = try Registration(
            id: InstanceID("m-1"), service: ServiceName("m"), address: Address("10.0.0.7"), port: 80)
        func warning(_ status: ServiceStatus) -> String? {
            let start = WallTime(milliseconds: 0)
            return RunProvider.warning(
                of: InstanceView(
                    ServiceInstance(
                        registration, status: status, lastChange: StatusChange(trigger: nil, cause: "x", at: start),
                        created: start, updated: start, revision: Revision(1))))
        }
        #expect(warning(.down) == nil)
        #expect(
            warning(.up)?.hasPrefix("An instance m-1 is there already, UP at 10.0.0.7:80, since 1970-01-01T") == true)
    }
}
