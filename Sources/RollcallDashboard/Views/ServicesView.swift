import RollcallCore
import RollcallWire

func drawServices(_ model: DashboardModel, on frame: inout Frame) {
    drawList(model, .services, on: &frame)
    guard let preview = model.panes.preview, let tally = model.cursor.id.flatMap({ model.census.services[$0] })
    else { return }
    drawPreview(model, of: tally, in: preview, on: &frame)
}

/// The instances of the selected service, and beside the list what happened to it lately.
private func drawPreview(_ model: DashboardModel, of tally: ServiceTally, in area: Area, on frame: inout Frame) {
    let isBeside = area.row == model.panes.list.row
    let ids = model.previewed
    let eventRows = isBeside ? min(16, area.rows / 3) : 0
    let (table, events) = area.split(rows: area.rows - eventRows)
    let more = tally.ids.count > ids.count ? ", the worst \(ids.count)" : ""
    frame.rule(
        "\(tally.name): \(tally.ids.count) instances\(more)", table.row, table.column, table.columns)
    let columns: [Column] = [.state, .id, .address, .lease, .check, .cause]
    let rows = ids.compactMap { model.census.instances[$0] }.map { sighting in
        Table.Row(cells: columns.map { model.cell($0, of: sighting) })
    }
    Table(columns: model.shapes(columns, .instances, rows), rows: rows)
        .draw(on: &frame, in: table.split(rows: 1).1)
    guard events.rows > 1 else { return }
    frame.rule("latest of \(tally.name)", events.row, events.column, events.columns)
    let latest = model.events.newest.reversed().lazy.filter { $0.service == tally.name }.prefix(events.rows - 1)
    let list = events.split(rows: 1).1
    let eventColumns: [Column] = [.time, .kind, .subject, .change]
    let eventRowsDrawn = latest.map { event in Table.Row(cells: eventColumns.map { model.cell($0, of: event) }) }
    Table(columns: model.shapes(eventColumns, .events, Array(eventRowsDrawn)), rows: Array(eventRowsDrawn))
        .draw(on: &frame, in: list, hasHeader: false)
}

extension DashboardModel {
    /// The instances shown beside the services: the worst of the selected one.
    var previewed: [String] {
        guard screen == .services, let preview = panes.preview,
            let tally = cursor.id.flatMap({ census.services[$0] })
        else { return [] }
        let isBeside = preview.row == panes.list.row
        let rows = isBeside ? min(25, preview.rows - min(16, preview.rows / 3) - 2) : preview.rows - 2
        let instances = census.instances
        let ranked = tally.ids.map { (instances[$0]?.view.status.severity ?? 0, $0) }
        return ranked.sorted { $0 < $1 }.prefix(max(0, rows)).map(\.1)
    }

    /// Where the cursor is in the list: `3/142`.
    var position: String { shown.isEmpty ? "empty" : "\(cursor.index + 1)/\(shown.count)" }
}

extension Frame {
    mutating func put(_ text: String, rightAlignedIn area: Area) {
        put(text, area.row, area.column + area.columns - CellText.width(text) - 1, Style(.dim))
    }
}
