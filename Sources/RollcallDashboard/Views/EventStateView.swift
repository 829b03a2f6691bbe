import RollcallCore

/// The services beside the list of events: in the past those of the selected revision, with what its event changed.
func drawEventState(_ model: DashboardModel, on frame: inout Frame) {
    let area = model.layout.eventState
    guard area.rows > 2, area.columns > 20 else { return }
    let title = model.pastRevision.map { "services at rev \($0)" } ?? "services now"
    frame.rule(title, area.row, area.column, area.columns)
    let differences = model.travel?.past?.differences ?? []
    let changed = Set(differences.map(\.name))
    let worst = model.serviceNames { !changed.contains($0.name) }
    let rows =
        differences.map { row($0, model) }
        + worst.prefix(area.rows).compactMap { name in
            model.census.services[name].map { row($0, mark: " ", change: "") }
        }
    let columns = [
        TableColumn("", priority: 9, min: 1), TableColumn("STATE", priority: 8, min: 5),
        TableColumn("SERVICE", priority: 7, min: 12, flex: 1), TableColumn("UP", .right, priority: 6, min: 4),
        TableColumn("STRT", .right, priority: 3, min: 4), TableColumn("DOWN", .right, priority: 5, min: 4),
        TableColumn("OUT", .right, priority: 2, min: 4),
        TableColumn("WITH THIS EVENT", priority: 4, min: 15, ideal: 20),
    ]
    let table = area.split(rows: 1).1
    Table(columns: columns, rows: rows).draw(on: &frame, in: table)
    let hidden = rows.count - (table.rows - 1)
    if hidden > 0 { frame.put("+\(hidden) more", rightAlignedIn: area) }
}

/// `+` for what came, `-` for what went, `~` for what changed.
private func row(_ difference: ServiceDifference, _ model: DashboardModel) -> Table.Row {
    let mark = difference.before.total == 0 ? "+" : difference.after.total == 0 ? "-" : "~"
    let service = model.census.services[difference.name] ?? ServiceTally(name: difference.name)
    return row(service, mark: mark, change: difference.words)
}

private func row(_ service: ServiceTally, mark: String, change: String) -> Table.Row {
    let counts = service.counts
    func cell(_ count: Int, _ role: Role) -> Span { Span(String(count), count == 0 ? .dim : role) }
    return Table.Row(cells: [
        Span(mark, .past), Span(service.state.word, service.state.role), Span(service.name), cell(counts.up, .up),
        cell(counts.starting, .starting), cell(counts.down, .down), cell(counts.outOfService, .out),
        Span(change, .past),
    ])
}

extension ServiceDifference {
    /// `UP 3>2 DOWN 0>1`
    fileprivate var words: String {
        let pairs = [
            ("UP", before.up, after.up), ("STRT", before.starting, after.starting), ("DOWN", before.down, after.down),
            ("OUT", before.outOfService, after.outOfService),
        ]
        return pairs.filter { $0.1 != $0.2 }.map { "\($0.0) \($0.1)→\($0.2)" }.joined(separator: " ")
    }
}
