/// What stands in for a glyph where only ASCII can be shown. A stand-in takes as many cells as the glyph, so that a
/// layout is the same with and without.
package enum ASCII {
    static func folded(_ glyph: CellText.Glyph) -> String {
        if let first = glyph.text.unicodeScalars.first, first.isASCII { return String(first) }
        if glyph.width == 1, let known = known[glyph.text] { return known }
        return String(repeating: "?", count: glyph.width)
    }

    package static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        return CellText.glyphs(text).map { folded($0) }.joined()
    }

    private static let known: [String: String] = [
        "…": "~", "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "→": ">", "▶": ">", "▲": "^", "▼": "v",
        "›": ">", "·": ".",
        "▁": "1", "▂": "2", "▃": "3", "▄": "4", "▅": "5", "▆": "6", "▇": "7",
        "↑": "^", "↓": "v", "█": "#", "░": ".", "┄": "-", "├": "|", "┤": "|", "●": "o", "–": "-", "—": "-", "“": "\"",
        "”": "\"", "’": "'",
    ]
}
