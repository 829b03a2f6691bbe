import RollcallCore
import RollcallWire

/// The dashboard as plain lines, for `--once` and wherever there is no screen: the totals, then every table in full, or
/// that of one screen, or of one service.
package func renderPlain(
    _ model: DashboardModel, screen: Screen = .overview, service: String? = nil, width: Int? = nil, ascii: Bool = false
) -> [String] {
    let plain = PlainRendering(model: model, service: service, width: width, isASCII: ascii)
    var lines = [
        "rollcall \(model.host)  \(model.asOfWords ?? model.linkState.word)  rev \(model.revision)  \(model.clock)", "",
    ]
    switch screen {
    case .services: lines += plain.services
    case .events: lines += plain.events(model.events.newest)
    case .instances, .instance: lines += plain.instances
    case .overview, .balancer:
        lines += model.totals.map { $0.map(\.text).joined() }
        lines += [""] + plain.services + [""] + plain.instances + [""] + plain.events(model.events.newest.suffix(20))
    }
    return lines.map { line in
        let line = width.map { CellText.fitted(line, to: $0) } ?? line
        return ascii ? ASCII.folded(line) : line
    }
}

private struct PlainRendering {
    let model: DashboardModel
    let service: String?
    let width: Int?
    let isASCII: Bool

    private var tallies: [ServiceTally] {
        model.census.services.values.filter { service == nil || $0.name == service }
            .sorted { ($0.state, $0.name) < ($1.state, $1.name) }
    }

    var services: [String] {
        renderTable(columns: serviceColumns, rows: tallies.map(serviceCells), width: width, ascii: isASCII)
    }

    var instances: [String] {
        let sightings = tallies.flatMap { tally in
            tally.ids.compactMap { model.census.instances[$0] }
                .sorted { ($0.view.status.severity, $0.view.id) < ($1.view.status.severity, $1.view.id) }
        }
        return renderTable(
            columns: instanceColumns, rows: sightings.map { instanceCells($0, model) }, width: width, ascii: isASCII)
    }

    func events(_ events: some Collection<EventView>) -> [String] {
        let rows = events.filter { service == nil || $0.service == service }.map { eventCells($0).map(\.text) }
        return renderTable(columns: eventColumns(isWide: true), rows: rows, width: width, ascii: isASCII)
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
