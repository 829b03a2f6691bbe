import Testing

@testable import RollcallClient

@Suite("Event streams")
struct ServerSentEventParserTests {
    static let stream = """
        \u{FEFF}: a comment\r
        id: e1:7\r
        event: change\r
        data: {"a":\r
        data: "é"}\r
        \r
        retry: 100

        event:pulse
        data:{}

        data


        """

    static let events: [ServerSentEventParser.Event] = [
        .init(id: "e1:7", name: "change", data: "{\"a\":\n\"é\"}"),
        .init(id: "e1:7", name: "pulse", data: "{}"),
        .init(id: "e1:7", name: "message", data: ""),
    ]

    @Test("a stream cut in two anywhere gives the same events", arguments: 0...stream.utf8.count)
    func cut(at index: Int) throws {
        let bytes = Array(Self.stream.utf8)
        var parser = ServerSentEventParser()
        let found = try parser.feed(bytes[..<index]) + parser.feed(bytes[index...])
        #expect(found == Self.events)
    }

    @Test("a stream that comes byte by byte gives the same events")
    func byteByByte() throws {
        var parser = ServerSentEventParser()
        var found: [ServerSentEventParser.Event] = []
        for byte in Self.stream.utf8 { found += try parser.feed([byte]) }
        #expect(found == Self.events)
    }

    @Test("lines may end with a lone carriage return")
    func carriageReturns() throws {
        var parser = ServerSentEventParser()
        #expect(try parser.feed("data: a\rdata: b\r\rdata: c\r\r".utf8).map(\.data) == ["a\nb", "c"])
    }

    @Test("an event that is not finished is not told")
    func unfinished() throws {
        var parser = ServerSentEventParser()
        #expect(try parser.feed("data: a\n".utf8).isEmpty)
    }

    @Test("an event without end is refused before it fills the memory")
    func tooLarge() throws {
        let line = "data: " + String(repeating: "x", count: 60_000) + "\n"
        #expect(throws: ServerSentEventParser.TooLarge.self) {
            var parser = ServerSentEventParser()
            for _ in 0..<20 { _ = try parser.feed(line.utf8) }
        }
    }

    @Test("an id with a NUL is not taken")
    func idWithNUL() throws {
        var parser = ServerSentEventParser()
        #expect(try parser.feed("id: a\nid: b\0c\ndata: x\n\n".utf8).map(\.id) == ["a"])
    }
}
