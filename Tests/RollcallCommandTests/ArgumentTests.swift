import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallWire
import Testing

@testable import rollcall

@Suite("Arguments")
struct ArgumentTests {
    @Test("register takes a whole registration")
    func register() async throws {
        let command = try await Register.asyncParse([
            "orders-1", "--name", "orders", "--port", "8081", "--meta", "version=1.4.2", "--meta", "note=a=b", "--tag",
            "primary",
            "--zone", "eu-1a", "--weight", "2", "--priority", "1", "--ttl", "10s", "--evict-after", "1m", "--check",
            "http:/health", "--check", "http:/deep", "--check", "tcp", "--check", "ttl:10s", "--interval", "5s",
            "--timeout",
            "1s", "--rise", "2", "--fall", "3",
        ])
        let body = command.options.body(name: "orders", port: 8081)
        #expect(body.metadata == ["version": "1.4.2", "note": "a=b"])
        #expect(body.lease == LeaseBody(ttl: "10s", evictAfter: "1m"))
        #expect(body.checks?.map(\.name) == ["http", "http-2", "tcp", "ttl"])
        #expect(body.checks?.map(\.interval) == ["5s", "5s", "5s", nil])
        #expect(body.address == "127.0.0.1")
    }

    @Test(
        "register refuses what the registry would refuse",
        arguments: [
            ["a", "--name", "orders"], ["--name", "orders", "--port", "1"], ["a", "--name", "orders", "--port", "0"],
            ["a b", "--name", "orders", "--port", "1"], ["a", "--name", "-", "--port", "1"],
            ["a", "--name", "o", "--port", "1", "--ttl", "30"], ["a", "--name", "o", "--port", "1", "--check", "udp"],
            ["a", "--name", "o", "--port", "1", "--meta", "x"], ["a", "--file", "x.json"],
            ["a", "--name", "o", "--port", "1", "--check", "tcp", "--interval", "1ms"],
        ])
    func registerRefuses(_ arguments: [String]) async {
        await #expect(throws: (any Error).self) { try await Register.asyncParse(arguments) }
    }

    @Test("update sends what was given and nothing else")
    func update() async throws {
        let command = try await Update.asyncParse([
            "a", "--meta", "k=v", "--unset", "old", "--weight", "0", "--expected-revision", "7",
        ])
        var expected = PatchBody()
        expected.metadata = ["k": "v", "old": nil]
        expected.weight = 0
        expected.expectedRevision = 7
        #expect(command.patch == expected)
        #expect(
            try JSONText.line(command.patch) == #"{"expected_revision":7,"metadata":{"k":"v","old":null},"weight":0}"#)
    }

    @Test("an update of nothing is a mistake")
    func updateOfNothing() async {
        await #expect(throws: (any Error).self) { try await Update.asyncParse(["a", "--expected-revision", "7"]) }
    }

    @Test("instances are listed whatever their status, unless asked otherwise")
    func instances() async throws {
        #expect(try await Instances.asyncParse([]).query.statuses == ["any"])
        #expect(try await Instances.asyncParse(["orders", "--status", "up,down"]).query.statuses == ["UP", "DOWN"])
        await #expect(throws: (any Error).self) { try await Instances.asyncParse(["--status", "dead"]) }
    }

    @Test(
        "events refuses bounds that contradict each other",
        arguments: [
            ["--follow", "--until", "1h"], ["--follow", "--database", "x"], ["--at", "7", "--since", "1h"],
            ["--kind", "born"],
            ["--limit", "0"],
        ])
    func events(_ arguments: [String]) async {
        await #expect(throws: (any Error).self) { try await Events.asyncParse(arguments) }
    }

    @Test("wrong usage ends with 64")
    func usage() {
        #expect(Rollcall.exitCode(for: ValidationError("x")).rawValue == 64)
    }

    @Test("every command says in its help what its exit codes mean")
    func help() {
        #expect(Rollcall.helpMessage().contains("3 the daemon does not answer"))
        #expect(Register.helpMessage(columns: 200).contains("Exit codes: 0 done"))
    }
}

@Suite("Failures")
struct FailureTests {
    @Test(
        "each kind has a line and an exit code",
        arguments: [
            (
                Failure(ClientError.problem(ProblemView(.unknownInstance(InstanceID(trusted: "a"))))),
                "rollcall: The registry does not know instance a. Register again, or list the instances to check the spelling.",
                Failure.Code.notFound
            ),
            (
                Failure(.unreachable(url: "http://x", reason: "connection refused")),
                "rollcall: No daemon answers at http://x: connection refused. "
                    + "Start it with `rollcall serve`, or name another with --addr or ROLLCALL_ADDR.", .unreachable
            ),
            (
                Failure(.unauthorized(url: "http://x", hasToken: false)),
                "rollcall: http://x asks for a token. "
                    + "Name the file that holds it with --token-file or ROLLCALL_TOKEN_FILE.", .unauthorized
            ),
            (
                Failure(.unusableToken(path: "t\u{1B}", reason: "it is empty")),
                "rollcall: The token file t\\x1b is of no use: it is empty. Write the token on its only line.", .usage
            ),
            (
                Failure(StoreError.futureRevision(asked: Revision(9), current: Revision(3))),
                "rollcall: Revision 9 has not happened yet; the registry is at 3. Ask for a revision up to the current one.",
                .refused
            ),
        ])
    func lines(_ failure: Failure, _ line: String, _ code: Failure.Code) {
        #expect(failure.line == line)
        #expect(failure.code == code)
    }
}
