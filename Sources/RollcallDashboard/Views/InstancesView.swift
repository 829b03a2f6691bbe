import RollcallCore
import RollcallWire

func drawInstances(_ model: DashboardModel, of service: String, on frame: inout Frame) {
    let (summary, table) = model.layout.body.split(rows: 1)
    guard let tally = model.census.services[service] else {
        frame.put(" \(service) is not registered any more", summary.row, 0, Style(.message))
        return
    }
    frame.put(
        [
            Span(" "), Span(tally.state.word, tally.state.role), Span("   \(tally.counts.up)/\(tally.counts.total) up"),
            Span("   STARTING \(tally.counts.starting)   DOWN \(tally.counts.down)", .dim),
            Span("   OUT \(tally.counts.outOfService)", .dim),
        ], summary.row, 0)
    frame.put(model.position, rightAlignedIn: summary)

    let isKnown = model.knowsLeases
    let sightings = model.visible.compactMap { model.census.instances[$0] }
    let rows = sightings.map { sighting in
        let view = sighting.view
        return Table.Row(
            cells: [
                Span(view.status.word(isNarrow: !model.layout.isWide), view.status.role), Span(view.id),
                Span(view.authority), Span(String(view.weight)), sighting.lease(at: model.now, isKnown: isKnown),
                sighting.check, Span(view.statusCause.withoutQuestion, .dim), model.ageSpan(of: sighting.since),
            ], isSelected: view.id == model.cursor.id)
    }
    Table(columns: columns(for: sightings.map(\.view), isWide: model.layout.isWide), rows: rows)
        .draw(on: &frame, in: table)
}

private func columns(for views: [InstanceView], isWide: Bool) -> [TableColumn] {
    let id = views.map { CellText.width($0.id) }.max() ?? 0
    let address = views.map { CellText.width($0.authority) }.max() ?? 0
    let columns = [
        TableColumn("STATE", priority: 9, min: isWide ? 14 : 5),
        TableColumn("ID", priority: 8, min: 8, ideal: min(id, 36)),
        TableColumn("ADDRESS", priority: 7, min: 10, ideal: min(address, 30)),
        TableColumn("W", .right, priority: 3, min: 4),
        TableColumn("LEASE", .right, priority: 6, min: 7),
        TableColumn("CHECK", priority: 5, min: 12, ideal: isWide ? 24 : 14),
        TableColumn("CAUSE", priority: 4, min: 14, flex: 1),
    ]
    // Between the two the cause is worth more; a cell without a column is not drawn.
    return isWide ? columns + [TableColumn("SINCE", .right, priority: 2, min: 8)] : columns
}

extension InstanceView {
    /// The address and port as they are dialled.
    var authority: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }
}
