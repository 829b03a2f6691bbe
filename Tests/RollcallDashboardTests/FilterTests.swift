import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

@Suite struct FilterTests {
    private static func passes(_ filter: String, _ subject: some FilterSubject) throws -> Bool {
        var matcher = FilterMatcher(try Filter(filter), at: Fixture.wallTime)
        return matcher.matches(subject)
    }

    private static func instance() throws -> InstanceSubject {
        var view = try Fixture.instance("i-80c1", "checkout-api", .down, address: "10.0.3.13", secondsAgo: 124)
        view.metadata = ["version": "4.12.0", "shard": "7"]
        view.zone = "eu-1a"
        view.changesLastHour = 9
        return InstanceSubject(Sighting(view, at: Fixture.start), breaker: "open", isPickable: false)
    }

    @Test(
        "instances pass a filter when every term holds",
        arguments: [
            ("", true), ("80C1", true), ("80c1 checkout", true), ("80c1 billing", false), ("-billing", true),
            ("-checkout", false), ("10.0.3.13:8080", false), ("addr:10.0.3.13:8080", true), ("2001:db8::1", false),
            ("state:down", true), ("state:d", true), ("state:up,down", true), ("-state:down", false),
            ("svc:check", true),
            ("svc:", true), ("inst:7f3a,80c1", true), ("zone:EU", true), ("meta.version:4.12", true),
            ("meta.shard>6", true),
            ("meta.shard<7", false), ("meta.note:", false), ("-meta.note:", true), ("breaker:open", true),
            ("breaker:half", false), ("pick:no", true), ("pick>0", false), ("weight:10", true), ("chg>3", true),
            ("/^i-8/", true), ("/^i-9/", false), ("-/^i-9/", true), ("/4\\.1[0-9]/", true), ("/no such/", false),
            ("since:3m", true), ("since:2m", false), ("until:2m", true), ("since:23:12", true), ("since:23:13", false),
            ("since:2026-11-22T23:00:00Z", true), ("\"checkout-api\"", true), ("\"a b\"", false), ("-", true),
        ])
    func instances(filter: String, expected: Bool) throws {
        #expect(try Self.passes(filter, try Self.instance()) == expected)
    }

    @Test(
        "events pass by their kind, what they changed, and when",
        arguments: [
            ("type:health", true), ("type:lease,breaker", false), ("type:status", true), ("from:up to:down", true),
            ("from:down", false), ("rev:918215", true), ("rev>918215", false), ("rev<918216", true),
            ("actor:check", true),
            ("i-80c1 answer", true), ("state:down", true), ("since:3h", true),
            ("svc:checkout type:health since:3h", true),
        ])
    func events(filter: String, expected: Bool) throws {
        let event = try #require(Fixture.events.last)
        #expect(try Self.passes(filter, EventSubject(event)) == expected)
    }

    @Test(
        "what is wrong is told, with the characters of its term",
        arguments: [
            ("state:down nosuch:x", 11..<19), ("state:dwn", 0..<9), ("up rev:abc", 3..<10), ("since:soon", 0..<10),
            ("a /(/", 2..<5), ("state>3", 0..<7), ("svc<3", 0..<5), ("weight>", 0..<0), ("pick:maybe x", 0..<10),
            ("-東:x y", 0..<4),
        ])
    func wrong(text: String, range: Range<Int>) {
        do {
            _ = try Filter(text)
            #expect(range.isEmpty, "\(text) was taken for a filter")
        } catch {
            #expect(error.range == range && !error.reason.isEmpty)
        }
    }

    @Test("filters decide as a naive twin does", arguments: 1...30 as ClosedRange<UInt64>)
    func twin(seed: UInt64) throws {
        var random = SeededGenerator(seed)
        func pick<T>(_ values: [T]) throws -> T { try #require(values.randomElement(using: &random)) }
        for _ in 0..<60 {
            let status = try pick(ServiceStatus.allCases)
            var view = try Fixture.instance(
                try pick(["i-1", "I-2", "x-12"]), try pick(["pay", "Search", "東京-edge"]), status,
                address: try pick(["10.0.0.1", "host.b"]))
            view.zone = try pick(["eu-1", "us-2", ""])
            view.weight = try pick([0, 5, 10])
            var terms: [(text: String, holds: Bool)] = []
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let word = try pick(["1", "PAY", "sea", "京", "host", "eu"])
                let number = try pick([0, 5, 7])
                let term =
                    switch Int.random(in: 0..<5, using: &random) {
                    case 0:
                        (word, [view.id, view.name, view.address, view.zone].contains { Self.has($0, word) })
                    case 1: ("svc:\(word)", Self.has(view.name, word))
                    case 2: ("zone:\(word),us", Self.has(view.zone, word) || Self.has(view.zone, "us"))
                    case 3: ("weight>\(number)", view.weight > number)
                    default: ("state:up,st", status == .up || status == .starting)
                    }
                let isNegated = Bool.random(using: &random)
                terms.append(isNegated ? ("-" + term.0, !term.1) : term)
            }
            let text = terms.map(\.text).joined(separator: " ")
            let expected = terms.allSatisfy(\.holds)
            #expect(
                try Self.passes(text, InstanceSubject(Sighting(view, at: Fixture.start))) == expected,
                "\(text), seed \(seed)")
        }
    }

    private static func has(_ text: String, _ word: String) -> Bool { text.lowercased().contains(word.lowercased()) }

    @Test("no text makes the reader of filters stumble", arguments: 1...50 as ClosedRange<UInt64>)
    func anything(seed: UInt64) throws {
        var random = SeededGenerator(seed)
        for _ in 0..<100 {
            let text = String(
                (0..<Int.random(in: 0...20, using: &random)).compactMap { _ in
                    "ab:-/\\\"[]()*+?|<>,. 17東svcmeta.".randomElement(using: &random)
                })
            do { _ = try Self.passes(text, try Self.instance()) } catch let error as FilterError {
                #expect(error.range.lowerBound >= 0 && error.range.upperBound <= text.count && !error.range.isEmpty)
            }
        }
    }

    @Test("ten thousand rows are filtered without a wait worth noticing")
    func tenThousand() throws {
        let subject = try Self.instance()
        for filter in ["nosuch", "/(a|b)*c[0-9]+z/", "meta.version:5 state:up"] {
            var matcher = FilterMatcher(try Filter(filter), at: Fixture.wallTime)
            let spent = ContinuousClock().measure {
                for _ in 0..<10_000 { _ = matcher.matches(subject) }
            }
            // A few milliseconds with optimisation; the limit leaves room for a busy machine and none.
            #expect(spent < .seconds(5), "\(filter) took \(spent)")
        }
    }
}
