import RollcallCore
import RollcallWire
import Testing

@testable import RollcallClient

@Suite("Requests")
struct RequestTests {
    @Test("whatever a segment or a value holds, the shape of the target stays")
    func encoding() {
        let target = RequestTarget("instances", "a/../b?c#d é").with("status", "a&b=c").with("zone", String?.none)
        #expect("\(target)" == "/api/v1/instances/a%2F..%2Fb%3Fc%23d%20%C3%A9?status=a%26b%3Dc")
    }

    @Test("a query for instances spells out its filters")
    func instances() {
        var query = InstanceQuery(service: "orders")
        query.statuses = ["UP", "DOWN"]
        query.tags = ["a", "b"]
        query.zone = "eu-1a"
        query.metadata = ["version": "1", "owner": "x y"]
        query.limit = 10
        #expect(
            "\(query.target)" == "/api/v1/services/orders/instances?status=UP%2CDOWN&tag=a&tag=b&zone=eu-1a"
                + "&metadata.owner=x%20y&metadata.version=1&limit=10")
    }

    @Test("a query that asks for nothing special has no query part")
    func plain() {
        #expect("\(InstanceQuery().target)" == "/api/v1/instances")
        #expect("\(HistoryQuery().target)" == "/api/v1/events")
    }

    @Test(
        "an address is taken with or without a scheme",
        arguments: [
            ("http://127.0.0.1:7420", "http://127.0.0.1:7420"), ("127.0.0.1:7420", "http://127.0.0.1:7420"),
            ("https://registry.example/rollcall/", "https://registry.example/rollcall"),
            ("[::1]:7420", "http://[::1]:7420"),
        ])
    func addresses(_ given: String, _ expected: String) throws {
        #expect(try DaemonURL(given).text == expected)
    }

    @Test(
        "what is no address is refused before anything is sent",
        arguments: [
            "", "ftp://x", "http://", "http://a b", "http://x:99999", "http://u@x", "http://x?y", "http://x/\u{7}",
        ])
    func notAddresses(_ given: String) {
        #expect(throws: ClientError.invalidURL(given)) { try DaemonURL(given) }
    }

    @Test("a position reads what it writes")
    func positions() {
        #expect(WatchPosition("e1:7") == WatchPosition(epoch: "e1", revision: 7))
        #expect(
            WatchPosition("\(WatchPosition(epoch: "e:1", revision: 7))") == WatchPosition(epoch: "e:1", revision: 7))
        #expect(WatchPosition("e1") == nil)
        #expect(WatchPosition("e1:x") == nil)
    }

    @Test("the words of strangers are made harmless")
    func escaped() {
        let problem = ProblemView(code: "x", title: "x", status: 409, detail: "a\u{1B}[2Jb", hint: "c\u{202E}d")
        #expect(ClientError.problem(problem).message == "a\\x1b[2Jb")
        #expect(ClientError.problem(problem).hint == "c\\u{202e}d")
    }

    @Test("waits double up to five seconds, each a fifth longer or shorter by chance")
    func backoff() {
        var backoff = Backoff()
        var generator = SystemRandomNumberGenerator()
        for expected in [0.25, 0.5, 1, 2, 4, 5, 5] {
            let wait = backoff.next(using: &generator)
            #expect(wait >= .seconds(expected * 0.799) && wait <= .seconds(expected * 1.201))
        }
        backoff.reset()
        #expect(backoff.next(using: &generator) <= .milliseconds(301))
    }
}
