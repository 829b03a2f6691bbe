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
    let words = input.error?.reason ?? input.completions.joined(separator: "  ")
    frame.put("  \(words)", row, column, Style(input.error == nil ? .dim : .warning))
}
