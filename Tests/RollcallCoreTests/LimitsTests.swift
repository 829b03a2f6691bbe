import RollcallCore
import RollcallTestKit
import Testing

@Suite struct LimitsTests {
    @Test(
        "an id of up to 64 harmless characters is taken as it is",
        arguments: ["a", "A", "0", "orders-1", "Orders.EU:8081_x", String(repeating: "x", count: 64)])
    func id(_ text: String) throws {
        #expect(try InstanceID(text).text == text)
    }

    static let hostile = [
        "", " ", "a b", "a/b", "../etc", "a%2fb", "a\0", "a\n", "\u{1B}[31m", "naïve", "а", "a\u{202E}b", "🙂",
        "a\u{301}",
        "\"", "a;b", "a?b", "a#b", String(repeating: "x", count: 65),
    ]

    @Test("no other id is", arguments: hostile)
    func idRefused(_ text: String) {
        #expect(throws: InvalidField.self) { try InstanceID(text) }
    }

    static let names: [(given: String, kept: String)] = [
        ("orders", "orders"), ("Orders", "orders"), ("a", "a"), ("7", "7"), ("a.b_c-d", "a.b_c-d"),
        (String(repeating: "x", count: 63), String(repeating: "x", count: 63)),
    ]

    @Test("a service's name is folded to lower case", arguments: names)
    func name(_ given: String, _ kept: String) throws {
        #expect(try ServiceName(given).text == kept)
    }

    @Test(
        "a name begins and ends with a letter or digit and has at most 63",
        arguments: hostile + [
            "-a", "a-", ".a", "a.", "_a", "a_", "a:b", "\u{212A}", "İ", String(repeating: "x", count: 64),
        ])
    func nameRefused(_ text: String) {
        #expect(throws: InvalidField.self) { try ServiceName(text) }
    }

    @Test(
        "an address is an IP literal or a host name",
        arguments: [
            "127.0.0.1", "::1", "[::1]", "fe80::1", "2001:db8::8:800:200c:417a", "::ffff:10.0.0.7", "localhost", "db_1",
            "orders.internal", "orders.internal.", "xn--bcher-kva.example",
        ])
    func address(_ text: String) throws {
        let bare = text.hasPrefix("[") ? String(text.dropFirst().dropLast()) : text
        #expect(try Address(text).text == bare)
    }

    @Test(
        "nothing else is",
        arguments: [
            "", " ", "a b", "a:80", "127.0.0.1:80", "http://a", "-a", "a-", "a..b", ".", "[", "[]", "[::1", "::1]",
            "a/b", "user@a", "bücher", "a\n", "a\0b", "12345::", ":::::::::::", "::g", "a\u{202E}",
            String(repeating: "x", count: 64), String(repeating: "x.", count: 127),
        ])
    func addressRefused(_ text: String) {
        #expect(throws: InvalidField.self) { try Address(text) }
    }

    @Test("an IPv6 address stands in brackets in a URL")
    func urlHost() throws {
        #expect(try Address("::1").urlHost == "[::1]")
        #expect(try Address("10.0.0.7").urlHost == "10.0.0.7")
    }

    @Test("metadata is taken up to its limits, empty values and all languages included")
    func metadata() throws {
        let key = String(repeating: "k", count: 64)
        let value = String(repeating: "v", count: 512)
        #expect(try Metadata([key: value, "empty": "", "город": "Zürich 🙂"])[key] == value)
        let full = Dictionary(uniqueKeysWithValues: (0..<64).map { ("k\($0)", "v") })
        #expect(try Metadata(full).pairs.count == 64)
    }

    static let badPairs: [[String: String]] = [
        Dictionary(uniqueKeysWithValues: (0..<65).map { ("k\($0)", "v") }),
        ["": "v"], [String(repeating: "k", count: 65): "v"], ["k": String(repeating: "v", count: 513)],
        ["k": String(repeating: "é", count: 257)], ["k\n": "v"], ["k": "v\u{1B}[2J"], ["k": "\u{7F}"], ["k": "\u{9B}"],
        ["k": "\u{202E}evil"], ["k\u{2066}": "v"], ["k": "a\u{2028}b"], ["k": "\0"],
    ]

    @Test("metadata beyond them, or with text that could trick a terminal, is refused", arguments: badPairs)
    func metadataRefused(_ pairs: [String: String]) {
        #expect(throws: InvalidField.self) { try Metadata(pairs) }
    }

    @Test("what is wrong with metadata is said without repeating what was dangerous about it")
    func metadataProblem() {
        let error = #expect(throws: InvalidField.self) { try Metadata(["\u{1B}[31m": "v"]) }
        #expect(error?.field == "metadata.\\x1b[31m")
    }

    @Test("laying metadata over other metadata replaces, adds, and removes what is null")
    func merging() throws {
        let merged = try Metadata(["a": "1", "b": "2"]).merging(["a": nil, "b": "3", "c": "4", "d": nil])
        #expect(merged.pairs == ["b": "3", "c": "4"])
    }

    @Test("escaped text has nothing left that a terminal would act on", arguments: UInt64(0)..<100)
    func escaped(seed: UInt64) {
        var random = SeededRandom(seed)
        var text = ""
        for _ in 0..<40 {
            let value = UInt32.random(in: 0...0x3000, using: &random)
            if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
        }
        #expect(SafeText.isSafe(SafeText.escaped(text)), "replay: seed \(seed)")
        #expect(SafeText.escaped(text, countMax: 5).hasSuffix("…"))
    }

    static let ports = [1, 80, 65_535]

    @Test("a port is from 1 to 65535", arguments: ports, [-1, 0, 65_536, .max, .min])
    func port(_ good: Int, _ bad: Int) throws {
        #expect(try Sample.registration(port: good).port == UInt16(good))
        #expect(throws: InvalidField("port", "must be from 1 to 65535")) { try Sample.registration(port: bad) }
    }

    @Test("a ttl is from 100 ms to 24 h", arguments: [Duration.milliseconds(100), .seconds(86_400)])
    func ttl(_ good: Duration) throws {
        #expect(try LeaseTerms(ttl: good).ttl == good)
    }

    @Test(
        "terms beyond the limits are refused",
        arguments: [
            (Duration.milliseconds(99), Duration.zero), (.milliseconds(86_400_001), .zero), (.seconds(-1), .zero),
            (.seconds(1), .seconds(-1)), (.seconds(1), .seconds(2_592_001)), (.seconds(Int64.max), .zero),
            (.milliseconds(9_223_372_036_900), .zero),
        ])
    func termsRefused(_ ttl: Duration, _ evictAfter: Duration) {
        #expect(throws: InvalidField.self) { try LeaseTerms(ttl: ttl, evictAfter: evictAfter) }
    }

    @Test("tags are sorted and without repeats, so that their order never makes an update")
    func tags() throws {
        let registration = try Registration(
            id: InstanceID("a"), service: ServiceName("s"), address: Address("h"), port: 1, tags: ["b", "a", "b"])
        #expect(registration.tags == ["a", "b"])
    }

    @Test("two checks of one instance have different names")
    func checkNames() throws {
        let checks = [try Sample.check("a"), try Sample.check("a")]
        #expect(throws: InvalidField("checks[1].name", "is used by another check of this instance")) {
            try Sample.registration(checks: checks)
        }
    }
}
