import RollcallCore

/// Text measured in terminal cells. Nothing here counts characters.
package enum CellText {
    /// More marks on one cell than any script needs, and as many as a curses cell holds.
    static let marksMax = 4
    /// Longer texts from the network are cut before anything is computed from them.
    package static let cellsMax = 512

    /// A cell's worth of text: a base scalar, its marks, and how many cells it takes.
    package struct Glyph: Equatable, Sendable {
        package var text: String
        package var width: Int

        static let unknown = Glyph(text: "\u{FFFD}", width: 1)
    }

    /// `text` as glyphs a terminal can be given: what steers it is spelled out, what has no shape is dropped.
    package static func glyphs(_ text: some StringProtocol) -> [Glyph] {
        var glyphs: [Glyph] = []
        var marks = 0
        for scalar in text.unicodeScalars {
            switch scalar.cellWidth {
            case .cells(let width):
                glyphs.append(Glyph(text: String(scalar), width: width))
                marks = 0
            case .combining:
                guard marks < marksMax, let last = glyphs.indices.last else { continue }
                glyphs[last].text.unicodeScalars.append(scalar)
                marks += 1
            case .invisible: continue
            case .forbidden:
                glyphs += SafeText.escaped(String(scalar)).map { Glyph(text: String($0), width: 1) }
                marks = marksMax
            case .unknown:
                glyphs.append(.unknown)
                marks = marksMax
            }
        }
        return glyphs
    }

    /// `text` made harmless and cut to `maxCells`; what was left out shows as an ellipsis.
    package static func sanitized(_ text: some StringProtocol, maxCells: Int = cellsMax) -> String {
        if text.utf8.count <= maxCells, isPlain(text) { return String(text) }
        // A scalar beyond this cannot be shown, however few cells those before it take.
        let scalars = text.unicodeScalars.prefix(max(1, maxCells) * (1 + marksMax) + 1)
        let isWhole = scalars.endIndex == text.unicodeScalars.endIndex
        return joined(fitted(glyphs(String(String.UnicodeScalarView(scalars))), maxCells, isWhole: isWhole))
    }

    package static func width(_ text: some StringProtocol) -> Int {
        isPlain(text) ? text.utf8.count : glyphs(text).reduce(0) { $0 + $1.width }
    }

    /// At most `width` cells of `text`; a wide character is never split.
    package static func fitted(_ text: some StringProtocol, to width: Int) -> String {
        if text.utf8.count <= width, isPlain(text) { return String(text) }
        return joined(fitted(glyphs(text), width, isWhole: true))
    }

    /// Exactly `width` cells of `text`.
    package static func padded(_ text: some StringProtocol, to width: Int, isRight: Bool = false) -> String {
        let shown = fitted(text, to: width)
        let blank = String(repeating: " ", count: max(0, width - self.width(shown)))
        return isRight ? blank + shown : shown + blank
    }

    /// Printable ASCII: a cell a byte, and nothing to look into.
    private static func isPlain(_ text: some StringProtocol) -> Bool {
        // Byte by byte through the protocol would take longer than all else a table does.
        text.utf8.withContiguousStorageIfAvailable { $0.allSatisfy(isPlain) } ?? text.utf8.allSatisfy(isPlain)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7F
    }

    private static func fitted(_ glyphs: [Glyph], _ width: Int, isWhole: Bool) -> [Glyph] {
        guard width > 0 else { return [] }
        let total = glyphs.reduce(0) { $0 + $1.width }
        if isWhole && total <= width { return glyphs }
        var used = 0
        let kept = glyphs.prefix { glyph in
            guard used + glyph.width <= width - 1 else { return false }
            used += glyph.width
            return true
        }
        return kept + [Glyph(text: "…", width: 1)]
    }

    private static func joined(_ glyphs: [Glyph]) -> String {
        var text = ""
        for glyph in glyphs { text += glyph.text }
        return text
    }
}
