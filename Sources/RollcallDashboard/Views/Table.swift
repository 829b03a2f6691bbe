/// A table on the screen: a header, and rows of which one is selected.
struct Table {
    struct Row {
        var cells: [Span]
        var isSelected = false
        /// Stands for the cells where something happened that is no row of the table.
        var line: [Span]?
    }

    var columns: [TableColumn]
    var rows: [Row]

    /// The mark of the selected row, so that reverse video need not be seen to find it.
    static let markColumns = 3

    func draw(on frame: inout Frame, in area: Area, hasHeader: Bool = true) {
        guard area.columns > Self.markColumns else { return }
        let widths = TableColumn.widths(of: columns, in: area.columns - Self.markColumns)
        var (header, body) = area.split(rows: hasHeader ? 1 : 0)
        if hasHeader && header.rows > 0 {
            draw(columns.map { Span($0.title, .header) }, on: &frame, header.row, area, widths, isSelected: false)
        }
        for row in rows.prefix(body.rows) {
            if let line = row.line {
                draw([], on: &frame, body.row, area, [], isSelected: row.isSelected)
                let spans = line.map { Style($0.role, isSelected: row.isSelected) }
                var column = area.column + Self.markColumns
                for (span, style) in zip(line, spans) {
                    column = frame.put(
                        span.text, body.row, column, style, widthMax: area.column + area.columns - column)
                }
            } else {
                draw(row.cells, on: &frame, body.row, area, widths, isSelected: row.isSelected)
            }
            if row.isSelected { frame.cursorRow = body.row }
            body.row += 1
        }
    }

    private func draw(
        _ cells: [Span], on frame: inout Frame, _ row: Int, _ area: Area, _ widths: [Int], isSelected: Bool
    ) {
        if isSelected {
            let line = Area(row: row, column: area.column, rows: 1, columns: area.columns)
            frame.fill(line, Style(.text, isSelected: true))
            frame.put("▶", row, area.column + 1, Style(.text, isSelected: true), widthMax: area.columns - 1)
        }
        var column = area.column + Self.markColumns
        for (index, width) in widths.enumerated() where width > 0 && index < cells.count {
            let cell = cells[index]
            let isRight = columns[index].alignment == .right
            let blank = isRight ? max(0, width - CellText.width(cell.text)) : 0
            frame.put(
                cell.text, row, column + blank, Style(cell.role, isSelected: isSelected), widthMax: width - blank)
            column += width + 1
        }
    }
}
