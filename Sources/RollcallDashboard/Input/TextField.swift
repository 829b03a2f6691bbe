/// A line of text that is being written, with the keys of readline. Nothing in it steers a terminal.
package struct TextField: Sendable, Equatable {
    package static let cellsMax = 512

    private var characters: [Character] = []
    /// Before which character the next one goes.
    package private(set) var cursor = 0

    package var text: String { String(characters) }

    package init(_ text: String = "") {
        insert(text)
    }

    /// False for a key that does nothing in a line of text.
    package mutating func press(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert(String(character))
        case .paste(let text): insert(text)
        case .left, .control("b"): cursor = max(0, cursor - 1)
        case .right, .control("f"): cursor = min(characters.count, cursor + 1)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = characters.count
        case .backspace, .control("h"): remove(cursor - 1..<cursor)
        case .delete, .control("d"): remove(cursor..<cursor + 1)
        case .control("u"): remove(0..<cursor)
        case .control("k"): remove(cursor..<characters.count)
        case .control("w"): remove(wordStart..<cursor)
        default: return false
        }
        return true
    }

    package mutating func set(_ text: String) {
        characters = []
        cursor = 0
        insert(text)
    }

    private mutating func insert(_ text: String) {
        // Lines become words: a newline in a pasted text is no key.
        let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        let behind = String(characters[cursor...])
        var room = Self.cellsMax - CellText.width(behind)
        // With what stands before it: a mark joins the character it follows.
        let before = CellText.glyphs(String(characters[..<cursor]) + line).prefix { glyph in
            room -= glyph.width
            return room >= 0
        }.map(\.text).joined()
        characters = Array(before + behind)
        cursor = min(before.count, characters.count)
    }

    private mutating func remove(_ range: Range<Int>) {
        let range = range.clamped(to: 0..<characters.count)
        characters.removeSubrange(range)
        cursor = range.lowerBound
    }

    private var wordStart: Int {
        var start = cursor
        while start > 0, characters[start - 1] == " " { start -= 1 }
        while start > 0, characters[start - 1] != " " { start -= 1 }
        return start
    }
}
