import RollcallCore
import RollcallWire

func drawOverview(_ model: DashboardModel, on frame: inout Frame) {
    let layout = model.layout
    let body = layout.body
    frame.rule("", body.row, body.column, body.columns)
    for (index, line) in model.totals.enumerated() where index + 1 < Layout.totalRows {
        frame.put(line, body.row + 1 + index, body.column + 1)
    }
    drawAttention(model, on: &frame, in: layout.attention)
    drawLatest(model, on: &frame, in: layout.latest)
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
    let columns = [
        TableColumn("STATE", priority: 4, min: 5),
        TableColumn("SERVICE", priority: 3, min: 8, ideal: 32),
        TableColumn("UP", .right, priority: 2, min: 10),
        TableColumn("FOR", .right, priority: 1, min: 8),
    ]
    let rows = model.visible.compactMap { model.census.services[$0] }.map { service in
        Table.Row(
            cells: [
                Span(service.state.word, service.state.role), Span(service.name),
                Span("\(service.counts.up)/\(service.counts.total) up"),
                model.ageSpan(of: service.lastChange),
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

extension DashboardModel {
    /// How many there are of what, one line a noun.
    var totals: [[Span]] {
        var services = [Span("SERVICES  ", .header), Span(number(census.services.count))]
        for state in [ServiceState.up, .partial, .down, .starting, .out, .empty] {
            // The rarer ones take their room only when there are any.
            if census.count(state) == 0, [.starting, .out].contains(state) { continue }
            services += count(state.word, census.count(state), state.role)
        }
        var instances = [Span("INSTANCES ", .header), Span(number(census.counts.total))]
        instances += count("UP", census.counts.up, .up) + count("STARTING", census.counts.starting, .starting)
        instances += count("DOWN", census.counts.down, .down) + count("OUT", census.counts.outOfService, .out)
        var leases = [Span("LEASES    ", .header)]
        if let pulse {
            leases += [Span(number(pulse.leases.held)), Span(" held"), Span("   \(pulse.leases.expired) run out")]
            leases.append(
                pulse.selfPreservation
                    ? Span("   evictions PAUSED (self-preservation)", .warning) : Span("   evictions go on", .dim))
        }
        if isTravelling { leases.append(Span("    -", .dim)) }
        return [services, instances, leases]
    }

    private func number(_ count: Int) -> String { CellText.padded(String(count), to: 5, isRight: true) }

    private func count(_ word: String, _ count: Int, _ role: Role) -> [Span] {
        [Span("   "), Span("\(word) \(count)", count == 0 ? .dim : role)]
    }
}
