import RollcallCore

func drawServices(_ model: DashboardModel, on frame: inout Frame) {
    let (summary, table) = model.layout.body.split(rows: 1)
    let total = model.census.services.count
    let down = model.census.count(.down), partial = model.census.count(.partial)
    frame.put(
        [
            Span(" \(total) services", .header), Span("   worst first", .dim), Span("   DOWN \(down)", .down),
            Span("   PART \(partial)", .partial),
        ], summary.row, 0)
    frame.put(model.position, rightAlignedIn: summary)
    let columns = [
        TableColumn("STATE", priority: 9, min: 5),
        TableColumn("SERVICE", priority: 8, min: 10, ideal: 40),
        TableColumn("UP", .right, priority: 7, min: 5),
        TableColumn("STRT", .right, priority: 5, min: 5),
        TableColumn("DOWN", .right, priority: 6, min: 5),
        TableColumn("OUT", .right, priority: 4, min: 5),
        TableColumn("ALL", .right, priority: 3, min: 5),
        TableColumn("CHANGED", .right, priority: 2, min: 8, ideal: 9),
    ]
    let rows = model.visible.compactMap { model.census.services[$0] }.map { service in
        Table.Row(
            cells: [
                Span(service.state.word, service.state.role), Span(service.name),
                count(service.counts.up, .up), count(service.counts.starting, .starting),
                count(service.counts.down, .down), count(service.counts.outOfService, .out),
                Span(String(service.counts.total)),
                model.ageSpan(of: service.lastChange),
            ], isSelected: service.name == model.cursor.id)
    }
    Table(columns: columns, rows: rows).draw(on: &frame, in: table)
}

private func count(_ count: Int, _ role: Role) -> Span { Span(String(count), count == 0 ? .dim : role) }

extension DashboardModel {
    /// Where the cursor is in the list: `3/142`.
    var position: String { shown.isEmpty ? "empty" : "\(cursor.index + 1)/\(shown.count)" }
}

extension Frame {
    mutating func put(_ text: String, rightAlignedIn area: Area) {
        put(text, area.row, area.column + area.columns - CellText.width(text) - 1, Style(.dim))
    }
}
