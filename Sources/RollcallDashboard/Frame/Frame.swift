/// A screenful of cells: what a view returns and a terminal shows.
///
/// Text is made harmless on its way in and cut at the edges, so that a frame holds neither control characters nor
/// halves of wide ones, whatever a view puts into it.
package struct Frame: Sendable, Equatable {
    package struct Cell: Sendable, Equatable {
        /// Empty for the right half of a wide character.
        package var text: String
        package var style: Style

        static let blank = Cell(text: " ", style: .text)
    }

    package let size: Size
    package let isASCII: Bool
    /// Row by row.
    private var cells: [Cell]
    /// Where a screen reader or an input method looks for the cursor.
    package var cursorRow = 0

    package init(size: Size, isASCII: Bool = false) {
        self.size = size
        self.isASCII = isASCII
        cells = Array(repeating: .blank, count: size.columns * size.rows)
    }

    package subscript(row: Int, column: Int) -> Cell { cells[row * size.columns + column] }

    package func row(_ row: Int) -> ArraySlice<Cell> {
        cells[row * size.columns..<(row + 1) * size.columns]
    }

    /// The frame as text, a line a row, without blanks at the ends.
    package var text: String {
        (0..<size.rows).map { row($0).map(\.text).joined().trimmingEnd() }.joined(separator: "\n")
    }

    /// Puts `text` at a place, at most `widthMax` cells of it, cut with an ellipsis. Returns the column behind it.
    @discardableResult
    mutating func put(_ text: String, _ row: Int, _ column: Int, _ style: Style = .text, widthMax: Int = .max) -> Int {
        let room = min(widthMax, size.columns - column)
        guard (0..<size.rows).contains(row), column >= 0, room > 0 else { return column }
        let glyphs = CellText.glyphs(text)
        let isCut = glyphs.reduce(0) { $0 + $1.width } > room
        var used = 0
        for glyph in glyphs {
            guard used + glyph.width <= (isCut ? room - 1 : room) else { break }
            set(glyph, row, column + used, style)
            used += glyph.width
        }
        if isCut {
            set(CellText.Glyph(text: "…", width: 1), row, column + used, style)
            used += 1
        }
        return column + used
    }

    /// Gives what is drawn in one role the looks of another.
    mutating func recolour(_ role: Role, as other: Role) {
        for index in cells.indices where cells[index].style.role == role { cells[index].style.role = other }
    }

    private mutating func set(_ glyph: CellText.Glyph, _ row: Int, _ column: Int, _ style: Style) {
        let index = row * size.columns + column
        // A wide character that loses one half loses the other too.
        if cells[index].text.isEmpty && column > 0 { cells[index - 1].text = " " }
        let next = index + glyph.width
        if column + glyph.width < size.columns && cells[next].text.isEmpty { cells[next].text = " " }
        guard !isASCII else {
            for (offset, character) in ASCII.folded(glyph).enumerated() {
                cells[index + offset] = Cell(text: String(character), style: style)
            }
            return
        }
        cells[index] = Cell(text: glyph.text, style: style)
        if glyph.width == 2 { cells[index + 1] = Cell(text: "", style: style) }
    }
}
