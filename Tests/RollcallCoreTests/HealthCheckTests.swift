import RollcallCore
import RollcallTestKit
import Testing

@Suite struct HealthCheckTests {
    @Test(
        "a path is visible ASCII from its slash on",
        arguments: ["/", "/health", "/a?b=c&d=%20", "/" + String(repeating: "x", count: 1_023)])
    func path(_ path: String) throws {
        #expect(try HTTPCheck(path: path).path == path)
    }

    @Test(
        "no other path is asked for",
        arguments: [
            "", "health", "/a b", "/a\r\nHost: evil", "/a#b", "/é", "/\0", "http://evil/",
            "/" + String(repeating: "x", count: 1_024),
        ])
    func pathRefused(_ path: String) {
        #expect(throws: InvalidField.self) { try HTTPCheck(path: path) }
    }

    static let badHeaders: [[String: String]] = [
        ["Host": "evil"], ["hOsT": "evil"], ["Authorization": "x"], ["Cookie": "x"], ["Content-Length": "1"],
        ["Transfer-Encoding": "chunked"], ["Connection": "close"], ["": "x"], ["a b": "x"], ["a:": "x"],
        ["a": "x\r\ny: z"], ["a": "é"], ["a": String(repeating: "x", count: 513)],
        [String(repeating: "x", count: 65): "x"], Dictionary(uniqueKeysWithValues: (0..<17).map { ("h\($0)", "v") }),
    ]

    @Test("a header that would forge or break the request is refused", arguments: badHeaders)
    func headers(_ headers: [String: String]) {
        #expect(throws: InvalidField.self) { try HTTPCheck(headers: headers) }
    }

    @Test("an expected status is a range from 100 to 599", arguments: [[99...200], [500...600], []])
    func statuses(_ ranges: [ClosedRange<Int>]) {
        #expect(throws: InvalidField.self) { try HTTPCheck(expectedStatuses: ranges) }
    }

    @Test("a status passes when any of the ranges holds it")
    func accepts() throws {
        let check = try HTTPCheck(expectedStatuses: [200...204, 404...404])
        #expect([199, 200, 204, 205, 403, 404, 405].filter(check.accepts(status:)) == [200, 204, 404])
    }

    @Test("text is looked for only where there is a body")
    func expectedText() throws {
        #expect(throws: InvalidField.self) { try HTTPCheck(method: .head, expectedText: "ok") }
        #expect(throws: InvalidField.self) { try HTTPCheck(expectedText: "") }
        #expect(throws: InvalidField.self) { try HTTPCheck(expectedText: String(repeating: "x", count: 257)) }
        #expect(try HTTPCheck(method: .post, expectedText: "ok").expectedText == "ok")
    }

    struct Paces: Sendable {
        var interval = Duration.seconds(1)
        var timeout = Duration.seconds(1)
        var rise = 1
        var fall = 1
        var delay = Duration.zero
        var kind = HealthCheck.Kind.tcp

        func check() throws -> HealthCheck {
            try HealthCheck(
                name: "c", kind: kind, interval: interval, timeout: timeout, rise: rise, fall: fall, initialDelay: delay
            )
        }
    }

    @Test(
        "a check's paces and thresholds at their limits are taken",
        arguments: [
            Paces(), Paces(interval: .seconds(86_400)), Paces(timeout: .milliseconds(10)), Paces(timeout: .seconds(60)),
            Paces(rise: 100, fall: 100), Paces(delay: .seconds(3_600)), Paces(kind: .ttl(.milliseconds(100))),
        ])
    func paces(_ paces: Paces) throws {
        _ = try paces.check()
    }

    @Test(
        "and beyond them refused",
        arguments: [
            Paces(interval: .milliseconds(999)), Paces(interval: .seconds(86_401)), Paces(timeout: .milliseconds(9)),
            Paces(timeout: .milliseconds(60_001)), Paces(rise: 0), Paces(rise: 101), Paces(fall: 0), Paces(fall: -1),
            Paces(delay: .seconds(-1)), Paces(delay: .seconds(3_601)), Paces(kind: .ttl(.milliseconds(99))),
            Paces(kind: .ttl(.seconds(86_401))),
        ])
    func pacesRefused(_ paces: Paces) {
        #expect(throws: InvalidField.self) { try paces.check() }
    }
}
