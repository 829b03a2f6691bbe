/// A text and its style, put one behind the other to make a line.
struct Span: Sendable, Equatable {
    var text: String
    var role: Role

    init(_ text: String, _ role: Role = .text) {
        self.text = text
        self.role = role
    }

    static func width(_ spans: [Span]) -> Int { spans.reduce(0) { $0 + CellText.width($1.text) } }
}

extension Frame {
    /// Spans from `column` on; nothing is drawn at or behind `end`.
    @discardableResult
    mutating func put(_ spans: [Span], _ row: Int, _ column: Int, until end: Int = .max) -> Int {
        var column = column
        for span in spans where column < end {
            column = put(span.text, row, column, Style(span.role), widthMax: end - column)
        }
        return column
    }

    /// A horizontal line with a title in it, as in `── latest events ─────`.
    mutating func rule(_ title: String, _ row: Int, _ column: Int, _ columns: Int) {
        put(String(repeating: "─", count: max(0, columns)), row, column, Style(.border), widthMax: columns)
        guard !title.isEmpty, columns > 8 else { return }
        put(" \(title) ", row, column + 2, Style(.header), widthMax: columns - 4)
    }

    mutating func fill(_ area: Area, _ style: Style = .text) {
        for row in area.row..<area.row + area.rows {
            put(String(repeating: " ", count: area.columns), row, area.column, style, widthMax: area.columns)
        }
    }

    /// An empty box with a title.
    mutating func box(_ area: Area, title: String) {
        guard area.rows >= 2, area.columns >= 4 else { return }
        fill(area)
        let line = String(repeating: "─", count: area.columns - 2)
        put("┌\(line)┐", area.row, area.column, Style(.border))
        put(" \(title) ", area.row, area.column + 2, Style(.header), widthMax: area.columns - 4)
        for row in area.row + 1..<area.row + area.rows - 1 {
            put("│", row, area.column, Style(.border))
            put("│", row, area.column + area.columns - 1, Style(.border))
        }
        put("└\(line)┘", area.row + area.rows - 1, area.column, Style(.border))
    }
}
