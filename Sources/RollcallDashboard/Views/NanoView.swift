import RollcallCore
import RollcallWire

/// Too small for tables: totals in a line, then a list, worst first.
func drawNano(_ model: DashboardModel, on frame: inout Frame) {
    let state = model.linkState
    let counts = model.census.counts
    var line: [Span] = []
    if let asOf = model.asOfWords { line.append(Span("\(asOf) ", .past)) }
    if state != .live { line.append(Span("\(state.word) ", state.role)) }
    line += [Span("DOWN \(counts.down)", counts.down == 0 ? .dim : .down), Span(" UP \(counts.up)", .up)]
    line.append(Span("/\(counts.total)"))
    if counts.starting > 0 { line.append(Span(" STRT \(counts.starting)", .starting)) }
    if counts.outOfService > 0 { line.append(Span(" OUT \(counts.outOfService)", .out)) }
    if !model.filter.isEmpty { line.append(Span(" /\(model.filter.text)", .message)) }
    frame.put(line, 0, 0)

    let body = model.layout.body
    if case .instance(let id) = model.screen {
        for (offset, line) in model.detailLines(of: id, width: body.columns).dropFirst(model.cursor.top)
            .prefix(body.rows).enumerated()
        {
            switch line {
            case .spans(let spans), .pair(let spans, _): frame.put(spans, body.row + offset, 0)
            case .rule(let title), .rules(let title, _): frame.put(title, body.row + offset, 0, Style(.header))
            }
        }
        return
    }
    let columns = [TableColumn("", priority: 2, min: 5), TableColumn("", priority: 1, min: 4, flex: 1)]
    let rows = model.visible.compactMap { model.nanoRow($0) }
    Table(columns: columns, rows: rows).draw(on: &frame, in: body, hasHeader: false)
}

/// Too small even for that: the worst state in a word.
func drawWord(_ model: DashboardModel, on frame: inout Frame) {
    let state = model.linkState
    if case .connecting = state {
        frame.put("...", 0, 0, Style(state.role))
    } else if case .stale = state {
        frame.put("STALE", 0, 0, Style(state.role))
    } else {
        frame.put(model.census.worst.word, 0, 0, Style(model.census.worst.role))
    }
}

extension DashboardModel {
    fileprivate func nanoRow(_ id: String) -> Table.Row? {
        let cells: [Span]
        switch screen {
        case .overview, .services:
            guard let service = census.services[id] else { return nil }
            cells = [
                Span(service.state.word, service.state.role),
                Span("\(service.name) \(service.pickable)/\(service.counts.total)"),
            ]
        case .instances:
            guard let view = census.instances[id]?.view else { return nil }
            cells = [
                Span(view.status.word(isNarrow: true), view.status.role),
                Span("\(view.id) \(view.statusCause.withoutQuestion)"),
            ]
        case .events:
            guard let event = Int64(id).flatMap(world.journal.event) else { return nil }
            cells = [
                Span(event.to?.word(isNarrow: true) ?? "-", event.role), Span("\(event.subject) \(event.kindWord)"),
            ]
        case .balancer:
            guard let row = balancerNanoRow(id) else { return nil }
            cells = [row.0, row.1]
        case .instance: return nil
        }
        return Table.Row(cells: cells, isSelected: id == cursor.id)
    }
}

extension Census {
    /// The state of the service that is worst off.
    package var worst: ServiceState {
        ServiceState.allCases.first { count($0) > 0 } ?? .empty
    }
}
