/// A text field on the message line; on a screen too small for one, on the last line.
func drawInput(_ model: DashboardModel, _ input: Input, on frame: inout Frame) {
    let row = model.layout.sizeClass == .full ? model.layout.messageRow : frame.size.rows - 1
    guard row >= 0 else { return }
    let columns = frame.size.columns
    frame.fill(Area(row: row, column: 0, rows: 1, columns: columns))
    var column = frame.put(" \(input.purpose.prompt)", row, 0, Style(.key))
    let characters = Array(input.field.text)
    // What is left of the cursor is shown as far as there is room for it.
    let room = max(1, columns - column - 1)
    var start = 0
    while start < input.field.cursor, CellText.width(String(characters[start..<input.field.cursor])) >= room {
        start += 1
    }
    for index in start...characters.count where column < columns {
        let text = index < characters.count ? String(characters[index]) : " "
        let isWrong = input.error?.range.contains(index) ?? false
        let style = Style(isWrong ? .fault : .text, isSelected: index == input.field.cursor)
        column = frame.put(text, row, column, style)
    }
    frame.cursorRow = row
    if let error = input.error { frame.put("  \(error.reason)", row, column, Style(.warning)) }
    drawCompletions(input.completions, above: row, on: &frame)
}

/// In as many rows as they take, so that none is cut off.
private func drawCompletions(_ words: [String], above row: Int, on frame: inout Frame) {
    guard !words.isEmpty else { return }
    let lines = wrapped(words.joined(separator: " "), frame.size.columns - 2).suffix(row)
    for (offset, line) in lines.enumerated() {
        let place = row - lines.count + offset
        frame.fill(Area(row: place, column: 0, rows: 1, columns: frame.size.columns))
        frame.put(line, place, 1, Style(.dim))
    }
}
