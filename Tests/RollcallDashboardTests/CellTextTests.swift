import RollcallDashboard
import Testing

@Suite struct CellTextTests {
    @Test(
        "widths are counted in cells",
        arguments: [
            ("plain", 5), ("東京", 4), ("한국어", 6), ("e\u{301}", 1), ("🚀", 2), ("ｆ", 2), ("→▶─…", 4), ("🇩🇪", 2), ("", 0),
            ("ก็", 1), ("\u{1F680}\u{FE0F}", 2),
        ])
    func width(text: String, cells: Int) {
        #expect(CellText.width(text) == cells)
    }

    @Test(
        "what steers a terminal is spelled out, what has no shape is dropped",
        arguments: [
            ("a\u{1B}[0m", "a\\x1b[0m"), ("\u{9B}x", "\\x9bx"), ("\u{202E}x", "\\u{202e}x"),
            ("a\u{200D}b\u{FE0F}", "ab"),
            ("\u{AD}x", "x"), ("\u{F8FF}", "\u{FFFD}"), ("a\tb\n", "a\\x09b\\x0a"), ("\u{301}x", "x"),
        ])
    func sanitized(text: String, shown: String) {
        #expect(CellText.sanitized(text) == shown)
    }

    @Test(
        "text is cut by cells and a wide character is never split",
        arguments: [
            ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("東京都", 5, "東京…"), ("東京都", 4, "東…"), ("東京都", 6, "東京都"),
            ("東", 1, "…"), ("abc", 0, ""), ("ab", 1, "…"),
        ])
    func fitted(text: String, width: Int, shown: String) {
        #expect(CellText.fitted(text, to: width) == shown)
        #expect(CellText.sanitized(text, maxCells: width) == shown)
        #expect(CellText.width(CellText.padded(text, to: width)) == width)
    }

    @Test("marks beyond what a cell holds are dropped")
    func marks() {
        let text = CellText.sanitized("e" + String(repeating: "\u{301}", count: 10_000) + "x")
        #expect(text.unicodeScalars.count < 3_000)
        #expect(CellText.width(text) <= 2)
    }

    @Test(
        "what stands in for a glyph in ASCII is as wide as it", arguments: ["─│→▶…", "東京", "🚀é", "plain", "e\u{301}"])
    func ascii(text: String) {
        #expect(ASCII.folded(text).utf8.count == CellText.width(text))
        #expect(ASCII.folded(text).utf8.allSatisfy { $0 < 0x80 })
    }
}
