/// A table on the screen: a header, and rows of which one is selected.
struct Table {
    struct Row {
        var cells: [Span]
        var isSelected = false
        /// Stands for the cells where something happened that is no row of the table.
        var line: [Span]?
        /// Cells that changed a moment ago.
        var lit: Set<Int> = []
    }

    var columns: [TableColumn]
    var rows: [Row]
    var highlight = Highlight.reverse
    /// A line with words above one of the rows.
    var rule: (index: Int, words: String)?

    /// The mark of the selected row, so that reverse video need not be seen to find it.
    static let markColumns = 3

    func draw(on frame: inout Frame, in area: Area, hasHeader: Bool = true) {
        guard area.columns > Self.markColumns else { return }
        let widths = TableColumn.widths(of: columns, in: area.columns - Self.markColumns)
        var (header, body) = area.split(rows: hasHeader ? 1 : 0)
        if hasHeader && header.rows > 0 {
            let row = Row(cells: columns.map { Span($0.title, .header) })
            draw(row, on: &frame, header.row, area, widths)
        }
        let end = body.row + body.rows
        for (index, row) in rows.enumerated() where body.row < end {
            if let rule, rule.index == index {
                frame.rule(rule.words, body.row, area.column, area.columns)
                body.row += 1
                guard body.row < end else { return }
            }
            draw(row, on: &frame, body.row, area, widths)
            if row.isSelected { frame.cursorRow = body.row }
            body.row += 1
        }
    }

    private func draw(_ row: Row, on frame: inout Frame, _ line: Int, _ area: Area, _ widths: [Int]) {
        if row.isSelected {
            let line = Area(row: line, column: area.column, rows: 1, columns: area.columns)
            frame.fill(line, Style(.text, isSelected: true))
            frame.put("▶", line.row, area.column + 1, Style(.text, isSelected: true), widthMax: area.columns - 1)
        }
        var column = area.column + Self.markColumns
        if let spans = row.line {
            for span in spans {
                let style = Style(span.role, isSelected: row.isSelected)
                column = frame.put(span.text, line, column, style, widthMax: area.column + area.columns - column)
            }
            return
        }
        for (index, width) in widths.enumerated() where width > 0 && index < row.cells.count {
            let isLit = row.lit.contains(index)
            let cell = row.cells[index]
            let text = isLit && highlight == .mark ? "*" + cell.text : cell.text
            let isRight = columns[index].alignment == .right
            let blank = isRight ? max(0, width - CellText.width(text)) : 0
            // On a selected row, which is reversed already, a change is what is not.
            let isReversed = row.isSelected != (isLit && highlight == .reverse)
            frame.put(text, line, column + blank, Style(cell.role, isSelected: isReversed), widthMax: width - blank)
            column += width + 1
        }
    }
}
