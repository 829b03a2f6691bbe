import RollcallCore

/// A list with the line above it: how it is filtered and sorted, and how much of it is shown.
func drawList(_ model: DashboardModel, _ list: ListKind, on frame: inout Frame) {
    drawListLine(model, list, on: &frame)
    drawTable(model, list, on: &frame, in: model.panes.list)
}

func drawTable(_ model: DashboardModel, _ list: ListKind, on frame: inout Frame, in area: Area) {
    let table = model.listTable(list)
    var drawn = Table(columns: table.shapes, rows: table.rows)
    drawn.highlight = model.highlight
    if let newRows = model.lists.newRows, newRows >= model.cursor.top {
        drawn.rule = (newRows - model.cursor.top, "+\(model.shown.count - newRows) new")
    }
    drawn.draw(on: &frame, in: area)
    if model.shown.isEmpty, area.rows > 2 {
        let words = model.filter.isEmpty ? "nothing yet" : "nothing passes the filter"
        frame.put(words, area.row + 1, area.column + Table.markColumns, Style(.dim), widthMax: area.columns - 3)
    }
}

private func drawListLine(_ model: DashboardModel, _ list: ListKind, on frame: inout Frame) {
    let line = model.layout.listLine
    let total = model.shown.count + model.lists.hidden.count
    let count = "\(model.shown.count)/\(total) shown"
    let countColumn = line.columns - CellText.width(count) - 1
    let sortColumn = line.columns * 46 / 100
    let filter = model.filter.text
    frame.put(
        [Span(" filter: ", .dim), Span(filter.isEmpty ? "-" : filter, filter.isEmpty ? .dim : .text)], line.row, 0,
        until: sortColumn - 1)
    let columns = model.lists.columns(of: list)
    var sort = [Span("sort: ", .dim), Span("\(columns.sort.title)\(columns.isDescending ? "▼" : "▲")")]
    if columns.sort == .state, model.lists.followed == nil { sort.append(Span(" then NAME", .dim)) }
    if model.lists.isFrozen { sort.append(Span("  held", .warning)) }
    if let followed = model.lists.followed { sort.append(Span("  follow \(followed)", .message)) }
    frame.put(sort, line.row, sortColumn, until: countColumn - 1)
    frame.put(count, line.row, countColumn, Style(.dim))
}
