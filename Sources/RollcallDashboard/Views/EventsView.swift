import RollcallCore
import RollcallWire

func drawEvents(_ model: DashboardModel, on frame: inout Frame) {
    let layout = model.layout
    let (summary, table) = layout.eventTable.split(rows: 1)
    frame.put(
        [Span(" \(model.events.count) latest events", .header), Span("   newest first, times are UTC", .dim)],
        summary.row, 0)
    frame.put(model.position, rightAlignedIn: summary)
    let events = model.visible.compactMap { Int64($0).flatMap(model.events.event) }
    let rows = events.map { Table.Row(cells: eventCells($0), isSelected: String($0.revision) == model.cursor.id) }
    Table(columns: eventColumns(isWide: layout.isWide), rows: rows).draw(on: &frame, in: table)

    guard let event = model.cursor.id.flatMap({ Int64($0) }).flatMap(model.events.event) else { return }
    let pane = layout.eventPane
    frame.rule("event \(event.revision)", pane.row, pane.column, pane.columns)
    frame.put([Span(" \(event.time)  "), Span(event.kindWord, event.role)], pane.row + 1, 0)
    frame.put(" \(event.subject)", pane.row + 2, 0)
    frame.put(" \(event.change)", pane.row + 3, 0)
}

func eventColumns(isWide: Bool) -> [TableColumn] {
    [
        TableColumn("TIME", priority: 8, min: 8),
        TableColumn("REV", .right, priority: 3, min: 7),
        TableColumn("KIND", priority: 4, min: 12),
        TableColumn("SUBJECT", priority: 6, min: 12, ideal: isWide ? 36 : 20),
        TableColumn("CHANGE", priority: 5, min: 12, flex: 1),
    ]
}

func eventCells(_ event: EventView) -> [Span] {
    [
        Span(event.timeOfDay, .dim), Span(String(event.revision), .dim), Span(event.kindWord, event.role),
        Span(event.subject), Span(event.briefChange, event.to == nil ? .text : event.role),
    ]
}
