import RollcallCore
import RollcallWire

/// The dashboard as plain lines, for `--once` and wherever there is no screen: the totals, then every table in full.
package func renderPlain(_ model: DashboardModel, width: Int? = nil, ascii: Bool = false) -> [String] {
    var lines = [
        "rollcall \(model.host)  \(model.asOfWords ?? model.linkState.word)  rev \(model.revision)  \(model.clock)", "",
    ]
    lines += model.totals.map { $0.map(\.text).joined() }
    let services = model.census.services.values.sorted { ($0.state, $0.name) < ($1.state, $1.name) }
    lines += [""] + renderTable(columns: serviceColumns, rows: services.map(serviceCells), width: width, ascii: ascii)
    let instances = services.flatMap { service in
        service.ids.compactMap { model.census.instances[$0] }
            .sorted { ($0.view.status.severity, $0.view.id) < ($1.view.status.severity, $1.view.id) }
    }
    lines += [""]
    lines += renderTable(
        columns: instanceColumns, rows: instances.map { instanceCells($0, model) }, width: width, ascii: ascii)
    lines += [""]
    lines += renderTable(
        columns: eventColumns(isWide: true), rows: model.events.newest.suffix(20).map { eventCells($0).map(\.text) },
        width: width, ascii: ascii)
    return lines.map { line in
        let line = width.map { CellText.fitted(line, to: $0) } ?? line
        return ascii ? ASCII.folded(line) : line
    }
}

private let serviceColumns = [
    TableColumn("STATE", priority: 9, min: 5), TableColumn("SERVICE", priority: 8, min: 10),
    TableColumn("UP", .right, priority: 7, min: 2), TableColumn("STARTING", .right, priority: 5, min: 8),
    TableColumn("DOWN", .right, priority: 6, min: 4), TableColumn("OUT", .right, priority: 4, min: 3),
    TableColumn("ALL", .right, priority: 3, min: 3),
]

private func serviceCells(_ service: ServiceTally) -> [String] {
    [service.state.word, service.name]
        + [service.counts.up, service.counts.starting, service.counts.down, service.counts.outOfService].map(
            String.init)
        + [String(service.counts.total)]
}

private let instanceColumns = [
    TableColumn("STATE", priority: 9, min: 5), TableColumn("SERVICE", priority: 6, min: 8),
    TableColumn("ID", priority: 8, min: 8), TableColumn("ADDRESS", priority: 7, min: 10),
    TableColumn("LEASE", .right, priority: 3, min: 5), TableColumn("CAUSE", priority: 4, min: 10),
]

private func instanceCells(_ sighting: Sighting, _ model: DashboardModel) -> [String] {
    let view = sighting.view
    let lease = sighting.lease(at: model.now, isKnown: model.knowsLeases)
    return [
        view.status.word(isNarrow: false), view.name, view.id, view.authority, lease.text, view.statusCause,
    ]
}
