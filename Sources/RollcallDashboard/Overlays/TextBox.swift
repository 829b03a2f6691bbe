/// A text to read or to mark with the mouse: rows over the whole width, with nothing beside them that would be marked
/// with them. It scrolls.
package struct TextBox: Sendable, Equatable {
    let title: String
    let lines: [String]
    var top = 0

    init(title: String, lines: [String]) {
        self.title = title
        self.lines = lines
    }

    /// The lines as rows of `columns` cells, nothing left out.
    func rows(_ columns: Int) -> [String] {
        guard columns > 1 else { return lines }
        return lines.flatMap { line -> [String] in
            var (rows, row, width) = ([String](), "", 0)
            for glyph in CellText.glyphs(line) {
                if width + glyph.width > columns {
                    rows.append(row)
                    (row, width) = ("", 0)
                }
                row += glyph.text
                width += glyph.width
            }
            return rows + [row]
        }
    }

    /// How many rows of text there is room for on a screen, between a rule above and one below.
    static func room(_ size: Size) -> Int { max(1, size.rows - 2) }
}

extension DashboardModel {
    mutating func pressText(_ key: Key, _ box: TextBox) -> [Command]? {
        if case .control = key, step(of: key) == nil { return nil }
        guard let step = step(of: key) else {
            if [.escape, .enter, .backspace, .character("q")].contains(key) { overlay = nil }
            return []
        }
        var box = box
        let last = max(0, box.rows(size.columns).count - TextBox.room(size))
        let isPage = [.pageUp, .pageDown].contains(keys.action(for: key))
        let distance = isPage ? step.signum() * max(1, TextBox.room(size) - 1) : step
        box.top = min(max(0, box.top + distance), last)
        overlay = .text(box)
        return []
    }
}
