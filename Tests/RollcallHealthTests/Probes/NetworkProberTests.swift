import NIOCore
import NIOPosix
import RollcallCore
import RollcallHealth
import RollcallTestKit
import Testing

@Suite(.timeLimit(.minutes(5))) struct NetworkProberTests {
    private func probe(
        _ kind: HealthCheck.Kind, _ address: String = "127.0.0.1", port: UInt16, timeout: Duration = .seconds(5),
        _ policy: DialPolicy = DialPolicy()
    ) async throws -> ProbeOutcome {
        let prober = NetworkProber(policy)
        let check = try HealthCheck(name: "check", kind: kind, timeout: timeout)
        let outcome = await prober.probe(check, of: ProbeTarget(address: try Address(address), port: port))
        try await prober.shutdown()
        return outcome
    }

    private func http(
        _ manner: LoopbackServer.Manner, _ check: HTTPCheck, timeout: Duration = .seconds(5)
    ) async throws -> ProbeOutcome {
        try await LoopbackServer.run(manner) { server in
            try await probe(.http(check), port: server.port, timeout: timeout)
        }
    }

    /// What stands behind the arrow, without its figures.
    private func words(_ outcome: ProbeOutcome) -> String {
        let words = outcome.cause.split(separator: " → ", maxSplits: 1).last.map(String.init) ?? ""
        return words.replacing(#/ in [0-9.]+ (ms|s)/#, with: " in N")
    }

    private static func answer(_ status: String, _ body: String = "") -> String {
        "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    @Test("a 200 passes, and the cause says what was asked and how long it took")
    func passes() async throws {
        try await LoopbackServer.run(.answers(Self.answer("200 OK", "ok"))) { server in
            let outcome = try await probe(.http(HTTPCheck(path: "/health?deep=1")), port: server.port)
            #expect(outcome.passed)
            #expect(outcome.took > .zero)
            #expect(outcome.cause.hasPrefix("GET http://127.0.0.1:\(server.port)/health?deep=1 → 200 in "))
        }
    }

    @Test(
        "a status is judged by the ranges that were asked for",
        arguments: [
            ("503 Service Unavailable", [200...299], false), ("503 Service Unavailable", [200...299, 503...503], true),
            ("404 Not Found", [400...499], true), ("200 OK", [204...204], false),
        ])
    func statuses(_ status: String, _ expected: [ClosedRange<Int>], _ passes: Bool) async throws {
        let outcome = try await http(.answers(Self.answer(status)), HTTPCheck(expectedStatuses: expected))
        #expect(outcome.passed == passes)
        #expect(words(outcome) == "\(status.prefix(3)) in N")
    }

    @Test("a redirect is an answer like any other and not followed")
    func redirect() async throws {
        let moved = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
        let outcome = try await http(.answers(moved), HTTPCheck())
        #expect(!outcome.passed)
        #expect(words(outcome) == "302 in N")
    }

    @Test("a text is looked for in the body")
    func text() async throws {
        let found = try await http(.answers(Self.answer("200 OK", "status: ok")), HTTPCheck(expectedText: "ok"))
        #expect(found.passed, "\(found.cause)")
        let missing = try await http(.answers(Self.answer("200 OK", "status: sick")), HTTPCheck(expectedText: "ok"))
        #expect(words(missing) == "200 in N, but the body does not contain \"ok\"")
        #expect(!missing.passed)
    }

    @Test("an endless body holds nobody: it is not awaited, or read to 4 KiB")
    func endless() async throws {
        // More than the sockets' buffers take, and still not all that was promised.
        let flood = "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n" + String(repeating: "x", count: 8 << 20)
        let outcome = try await http(.answersAndHangs(flood), HTTPCheck(), timeout: .seconds(20))
        #expect(outcome.passed, "\(outcome.cause)")
        let searched = try await http(.answersAndHangs(flood), HTTPCheck(expectedText: "ok"), timeout: .seconds(20))
        #expect(words(searched) == "200 in N, but the body does not contain \"ok\"")
    }

    @Test("a body that stops halfway is waited for until the timeout")
    func halfBody() async throws {
        let half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
        let outcome = try await http(
            .answersAndHangs(half), HTTPCheck(expectedText: "ok"), timeout: .milliseconds(200))
        #expect(words(outcome) == "no answer within 200 ms")
    }

    @Test("a server that says nothing fails at the timeout")
    func hangs() async throws {
        let outcome = try await http(.hangs, HTTPCheck(), timeout: .milliseconds(200))
        #expect(!outcome.passed)
        #expect(words(outcome) == "no answer within 200 ms")
        #expect(outcome.took >= .milliseconds(200))
    }

    @Test("connections that break are told apart")
    func breaks() async throws {
        #expect(words(try await http(.resets, HTTPCheck())) == "connection reset")
        #expect(words(try await http(.closes, HTTPCheck())) == "connection closed without an answer")
    }

    @Test("a closed port is refused, over HTTP as over TCP", arguments: [true, false])
    func refused(_ isHTTP: Bool) async throws {
        let closed = try LoopbackSocket()
        defer { closed.release() }
        let outcome = try await probe(isHTTP ? .http(HTTPCheck()) : .tcp, port: closed.port)
        #expect(words(outcome) == "connection refused")
        #expect(!outcome.passed)
    }

    @Test("a TCP check connects and says so")
    func tcp() async throws {
        try await LoopbackServer.run(.hangs) { server in
            let outcome = try await probe(.tcp, port: server.port)
            #expect(outcome.passed)
            #expect(outcome.cause.hasPrefix("tcp 127.0.0.1:\(server.port) → connected in "))
        }
    }

    @Test("the request carries the registered name, our own agent, and what the check adds")
    func request() async throws {
        try await LoopbackServer.run(.echoes) { server in
            for text in [
                "POST /x HTTP/1.1", "Host: localhost:\(server.port)", "User-Agent: rollcall-check", "X-Probe: 1",
                "Connection: close",
            ] {
                let check = try HTTPCheck(method: .post, path: "/x", headers: ["X-Probe": "1"], expectedText: text)
                let outcome = try await probe(.http(check), "localhost", port: server.port)
                #expect(outcome.passed, "\(outcome.cause)")
            }
        }
    }

    @Test("a name that does not exist is said not to resolve")
    func unresolved() async throws {
        let outcome = try await probe(.tcp, "does-not-exist.invalid", port: 80)
        #expect(outcome.cause.hasPrefix("tcp does-not-exist.invalid:80 → name does not resolve"))
    }

    @Test("what the policy forbids is not dialled, by number or by name")
    func policy() async throws {
        let metadata = try await probe(.http(HTTPCheck()), "169.254.169.254", port: 80)
        #expect(words(metadata) == "not dialled: 169.254.169.254 is a link-local address")
        let local = try await probe(.tcp, "localhost", port: 80, DialPolicy(allowsLoopback: false))
        #expect(local.cause.hasSuffix("is a loopback address"))
    }

    @Test(
        "a certificate that nobody signed fails, unless it need not be verified", arguments: ["127.0.0.1", "localhost"])
    func certificate(_ address: String) async throws {
        try await LoopbackServer.run(.answers(Self.answer("200 OK")), tls: TestCertificate.serverContext()) { server in
            let strict = try await probe(.http(HTTPCheck(scheme: .https)), address, port: server.port)
            #expect(words(strict).hasPrefix("certificate not trusted: self-signed"), "\(strict.cause)")
            let lax = try HTTPCheck(scheme: .https, verifiesCertificate: false)
            let outcome = try await probe(.http(lax), address, port: server.port)
            #expect(outcome.passed, "\(outcome.cause)")
        }
    }

    @Test("https to a port that speaks plain HTTP is called that")
    func plain() async throws {
        let outcome = try await http(.answers(Self.answer("200 OK")), HTTPCheck(scheme: .https))
        #expect(words(outcome) == "does not speak TLS")
    }

    @Test("a server that never shakes hands fails at the timeout")
    func handshake() async throws {
        let outcome = try await http(.hangs, HTTPCheck(scheme: .https), timeout: .milliseconds(200))
        #expect(words(outcome) == "no answer within 200 ms")
    }
}
