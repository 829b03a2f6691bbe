// Overlays are drawn over whatever is there, from the smallest screen up.

func drawMenu(_ menu: Menu, on frame: inout Frame) {
    let size = frame.size
    let width = menu.items.map { CellText.width($0.label) + 4 }.max() ?? 0
    let columns = min(size.columns, max(width, CellText.width(menu.title) + 2) + 4)
    let rows = min(size.rows, menu.items.count + 2)
    let area = Area(row: (size.rows - rows) / 2, column: (size.columns - columns) / 2, rows: rows, columns: columns)
    // Where there is no room for a frame, the items alone.
    let hasBox = (rows == menu.items.count + 2 || rows > 5) && columns > 12
    let list = hasBox ? area.inset : area
    if hasBox { frame.box(area, title: menu.title) } else { frame.fill(area) }
    let top = min(max(0, menu.selected - list.rows + 1), max(0, menu.items.count - list.rows))
    for (offset, item) in menu.items.dropFirst(top).prefix(list.rows).enumerated() {
        let isSelected = top + offset == menu.selected
        let row = list.row + offset
        frame.fill(
            Area(row: row, column: list.column, rows: 1, columns: list.columns), Style(.text, isSelected: isSelected))
        frame.put(isSelected ? "▶" : " ", row, list.column, Style(.text, isSelected: isSelected))
        frame.put(
            String(item.key), row, list.column + 1, Style(.key, isSelected: isSelected), widthMax: list.columns - 1)
        frame.put(item.label, row, list.column + 3, Style(.text, isSelected: isSelected), widthMax: list.columns - 3)
        if isSelected { frame.cursorRow = row }
    }
}

func drawDialog(_ dialog: Dialog, on frame: inout Frame) {
    let size = frame.size
    let columns = min(size.columns, 64)
    let inner = max(1, columns - 4)
    let text = dialog.lines.flatMap { wrapped($0, inner) }
    // The question and the buttons come first where room is short, then what is to be typed.
    let rowsMax = max(1, size.rows)
    let needed = 2 + text.count + (dialog.prompt == nil ? 0 : 1) + 1
    let hasBox = needed <= rowsMax && columns > 12
    let rows = min(rowsMax, hasBox ? needed : 2 + (dialog.prompt == nil ? 0 : 1))
    let area = Area(row: (size.rows - rows) / 2, column: (size.columns - columns) / 2, rows: rows, columns: columns)
    var row = area.row
    if hasBox {
        frame.box(area, title: dialog.title)
        row += 1
        for line in text {
            frame.put(line, row, area.column + 2, widthMax: inner)
            row += 1
        }
    } else {
        frame.fill(area)
        if rows > 1 {
            frame.put(dialog.title, row, area.column, Style(.title), widthMax: columns)
            row += 1
        }
    }
    let column = hasBox ? area.column + 2 : area.column
    let end = area.column + columns - (hasBox ? 2 : 0)
    if let prompt = columns < 40 ? dialog.shortPrompt : dialog.prompt, rows > 2 {
        frame.put(
            [Span(prompt), Span(dialog.typed + "_", dialog.request == nil ? .warning : .up)], row, column, until: end)
        row += 1
    }
    drawButtons(dialog, row, column, end, on: &frame)
    frame.cursorRow = row
}

private func drawButtons(_ dialog: Dialog, _ row: Int, _ column: Int, _ end: Int, on frame: inout Frame) {
    func button(_ button: Dialog.Button, _ label: String, _ column: Int) -> Int {
        let isSelected = dialog.button == button
        let text = isSelected ? "[\(label)]" : " \(label) "
        let isReady = button == .cancel || dialog.request != nil
        let style = Style(isReady ? .text : .dim, isSelected: isSelected)
        return frame.put(text, row, column, style, widthMax: max(0, end - column))
    }
    let next = button(.cancel, "Cancel", column)
    _ = button(.confirm, dialog.verb, next + 2)
}

func drawText(_ box: TextBox, on frame: inout Frame) {
    let size = frame.size
    let lines = box.rows(size.columns)
    let room = TextBox.room(size)
    let top = min(box.top, max(0, lines.count - room))
    let shown = lines.dropFirst(top).prefix(room)
    let hasRules = size.rows >= 3
    let rows = shown.count + (hasRules ? 2 : 0)
    let area = Area(row: max(0, (size.rows - rows) / 2), column: 0, rows: min(rows, size.rows), columns: size.columns)
    frame.fill(area)
    var row = area.row
    if hasRules {
        let place = lines.count > room ? "\(box.title)  \(top + 1)-\(top + shown.count) of \(lines.count)" : box.title
        frame.rule("\(place)  (Esc closes)", row, 0, size.columns)
        row += 1
    }
    for line in shown {
        frame.put(line, row, 0)
        row += 1
    }
    if hasRules { frame.rule("", row, 0, size.columns) }
    frame.cursorRow = area.row
}

/// Broken between words; a longer word is broken where the row ends.
func wrapped(_ text: String, _ columns: Int) -> [String] {
    var rows: [String] = []
    var row = ""
    for word in text.split(separator: " ") {
        if !row.isEmpty, CellText.width(row) + 1 + CellText.width(word) > columns {
            rows.append(row)
            row = ""
        }
        row += (row.isEmpty ? "" : " ") + word
    }
    return (rows + [row]).flatMap { TextBox(title: "", lines: [$0]).rows(columns) }
}

extension Area {
    /// Inside of a box.
    fileprivate var inset: Area { Area(row: row + 1, column: column + 2, rows: rows - 2, columns: columns - 4) }
}
