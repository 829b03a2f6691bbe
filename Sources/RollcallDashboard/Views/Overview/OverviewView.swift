import RollcallCore
import RollcallWire

func drawOverview(_ model: DashboardModel, on frame: inout Frame) {
    let layout = model.layout.overview
    frame.rule("", layout.totals.row, layout.totals.column, layout.totals.columns)
    for (index, line) in model.totals.enumerated() where index + 1 < layout.totals.rows {
        let end = layout.totals.column + layout.totals.columns
        frame.put(line, layout.totals.row + 1 + index, layout.totals.column + 1, until: end)
    }
    drawChanges(model, on: &frame, in: layout.changes)
    drawAttention(model, on: &frame, in: layout.attention)
    drawLatest(model, on: &frame, in: layout.latest)
    drawZones(model, on: &frame, in: layout.zones)
    drawStore(model, on: &frame, in: layout.store)
    drawAttentionCount(model, on: &frame)
}

private func drawAttention(_ model: DashboardModel, on frame: inout Frame, in area: Area) {
    guard area.rows > 0 else { return }
    let count = model.shown.count
    frame.rule(count == 0 ? "needs attention" : "needs attention: \(count)", area.row, area.column, area.columns)
    let list = area.split(rows: 1).1
    guard count > 0, list.rows > 0 else {
        frame.put("nothing: every service is UP", list.row, area.column + 3, Style(.dim), widthMax: area.columns - 3)
        return
    }
    let isRoomy = area.columns >= 60
    let columns = [
        TableColumn("STATE", priority: 9, min: 5),
        TableColumn("SERVICE", priority: 8, min: 8, ideal: isRoomy ? 20 : 14),
        TableColumn("WHY", priority: 7, min: 13, flex: 1),
        TableColumn("FOR", .right, priority: 6, min: 3),
    ]
    let rows = model.visible.compactMap { model.census.services[$0] }.map { service in
        let why = isRoomy ? service.reasons.joined(separator: ", ") : service.reasons.first ?? ""
        return Table.Row(
            cells: [
                Span(service.state.word, service.state.role), Span(service.name), Span(why),
                Span(model.age(of: service.lastChange).map(Figures.age) ?? "-", .dim),
            ], isSelected: service.name == model.cursor.id)
    }
    Table(columns: columns, rows: rows).draw(on: &frame, in: list, hasHeader: false)
}

private func drawLatest(_ model: DashboardModel, on frame: inout Frame, in area: Area) {
    guard area.rows > 0 else { return }
    frame.rule("latest events", area.row, area.column, area.columns)
    let list = area.split(rows: 1).1
    let rows = model.events.newest.reversed().prefix(list.rows).map { Table.Row(cells: eventCells($0)) }
    Table(columns: eventColumns(isWide: false), rows: rows).draw(on: &frame, in: list, hasHeader: false)
}

/// Zones in the order of their names: few enough that none needs to be found.
private func drawZones(_ model: DashboardModel, on frame: inout Frame, in area: Area) {
    guard area.rows > 1 else { return }
    frame.rule("zones: \(model.census.zones.count)", area.row, area.column, area.columns)
    let columns = [
        TableColumn("ZONE", priority: 9, min: 8, flex: 1), TableColumn("INSTANCES", .right, priority: 6, min: 9),
        TableColumn("UP", .right, priority: 7, min: 6), TableColumn("PICKABLE", .right, priority: 8, min: 8),
    ]
    let rows = model.zonesShown.map { name, zone in
        Table.Row(cells: [
            name.isEmpty ? Span("(none)", .dim) : Span(name), Span(String(zone.total)),
            Span(String(zone.up), zone.up < zone.total ? .partial : .text),
            Span(String(zone.pickable), zone.pickable == 0 ? .down : .text),
        ])
    }
    Table(columns: columns, rows: rows).draw(on: &frame, in: area.split(rows: 1).1)
}

/// On the message line while nothing else stands there.
private func drawAttentionCount(_ model: DashboardModel, on frame: inout Frame) {
    guard model.notice == nil, model.linkState.explanation == nil, !model.isTravelling, let first = model.shown.first
    else { return }
    let count = model.shown.count
    let noun = count == 1 ? "1 service needs attention" : "\(count) services need attention"
    let isUntouched = model.cursor.id == nil || model.cursor.id == first
    let hint = isUntouched ? "; Enter opens the worst" : ""
    frame.put(" \(noun)\(hint)", model.layout.messageRow, 0, Style(.message))
}
