import RollcallJSON
import Testing

@Suite struct JSONTests {
    @Test(
        "a text comes back as it went in",
        arguments: [
            "", "orders", "\"\\/", "line\nbreak\ttab", "\u{0}\u{1F}\u{7F}", "Zürich 東京 👩‍👩‍👧",
            String(repeating: "x", count: 70_000),
        ])
    func texts(_ text: String) throws {
        var writer = JSONWriter()
        writer.string(text)
        var reader = JSONReader(writer.bytes)
        #expect(try reader.string() == text)
        try reader.end()
    }

    @Test(
        "escapes of other writers are understood",
        arguments: [(#""\u00fc\/\b\f""#, "ü/\u{8}\u{C}"), (#""\ud83d\ude00""#, "😀"), (#""\u0041""#, "A")])
    func escapes(_ json: String, _ text: String) throws {
        var reader = JSONReader(json)
        #expect(try reader.string() == text)
    }

    @Test(
        "what is not JSON is refused and not looked beyond",
        arguments: [
            "", "{", "[1", "\"", "\"\\", "\"\\u12", "\"\\ud83d\"", "\"\\ud83d\\u0041\"", "{\"a\"}", "{\"a\":}", "{a:1}",
            "[1,]", "nul", "-",
            String(repeating: "[", count: 100_000), String(repeating: "{\"a\":", count: 100_000),
        ].map { String($0.prefix(600_000)) })
    func refusals(_ json: String) {
        #expect(throws: Malformed.self) {
            var reader = JSONReader(json)
            try reader.skip()
            try reader.end()
            // A lone minus is a number to who skips it, and none to who reads it.
            if json == "-" {
                var reader = JSONReader(json)
                _ = try reader.integer()
            }
        }
    }

    @Test("values nobody asked for are skipped, whatever they are")
    func skipping() throws {
        var reader = JSONReader(#" { "a" : [ 1.5e-3 , { "b" : null } , true ] , "wanted" : 7 } "#)
        var wanted: Int64?
        try reader.object { name, reader in
            if name == "wanted" { wanted = try reader.integer() } else { try reader.skip() }
        }
        try reader.end()
        #expect(wanted == 7)
    }
}
