import RollcallCore
import RollcallWire

/// What stands around an instance: the others of its service, and all that happened to it.
func drawNeighbours(_ model: DashboardModel, _ id: String, on frame: inout Frame, in area: Area) {
    guard area.columns > 20, area.rows > 4, let view = model.census.instances[id]?.view else { return }
    let history = model.history(of: id)
    let (upper, lower) = area.split(rows: min(model.shown.count + 2, area.rows / 2))
    let noun = model.shown.count == 1 ? "instance" : "instances"
    frame.rule("\(view.name): \(model.shown.count) \(noun)", upper.row, upper.column, upper.columns)
    drawOthers(model, id, on: &frame, in: upper.split(rows: 1).1)
    frame.rule("events of \(id)", lower.row, lower.column, lower.columns)
    let list = lower.split(rows: 1).1
    for (offset, event) in history.prefix(list.rows).enumerated() {
        frame.put(event.line(revisionColumns: 0), list.row + offset, list.column + 1, until: list.column + list.columns)
    }
}

private func drawOthers(_ model: DashboardModel, _ id: String, on frame: inout Frame, in area: Area) {
    let columns = [
        TableColumn("STATE", priority: 9, min: 5), TableColumn("ID", priority: 8, min: 8, ideal: 24),
        TableColumn("ADDRESS", priority: 5, min: 10, ideal: 24), TableColumn("W", .right, priority: 3, min: 4),
        TableColumn("LEASE", .right, priority: 6, min: 7), TableColumn("BREAKER", priority: 7, min: 9, flex: 1),
    ]
    let page = max(1, area.rows - 1)
    let index = model.shown.firstIndex(of: id) ?? 0
    let top = max(0, min(index - page / 2, model.shown.count - page))
    let sightings = model.shown.dropFirst(top).prefix(page).compactMap { model.census.instances[$0] }
    let rows = sightings.map { sighting in
        let breaker = model.census.breakers[sighting.view.id]
        return Table.Row(
            cells: [
                Span(sighting.view.status.word(isNarrow: true), sighting.view.status.role), Span(sighting.view.id),
                Span(sighting.view.authority), Span(String(sighting.trafficWeight)),
                sighting.lease(at: model.now, isKnown: model.linkState.knowsLeases),
                breaker.map { Span($0.word, $0.role) } ?? Span("closed", .dim),
            ], isSelected: sighting.view.id == id)
    }
    Table(columns: columns, rows: rows).draw(on: &frame, in: area)
}
