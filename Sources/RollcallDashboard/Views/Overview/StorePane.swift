import RollcallCore
import RollcallWire

/// What there is to say about the daemon's disk, and about who else watches it.
func drawStore(_ model: DashboardModel, on frame: inout Frame, in area: Area) {
    guard area.rows > 1 else { return }
    frame.rule("store", area.row, area.column, area.columns)
    for (index, line) in storeLines(model).enumerated() where index + 1 < area.rows {
        frame.put(line, area.row + 1 + index, area.column + 1, until: area.column + area.columns)
    }
}

private func storeLines(_ model: DashboardModel) -> [[Span]] {
    guard let pulse = model.pulse, let store = pulse.store else {
        return [[Span(model.census.isPast ? "not kept for the past" : "this daemon does not tell", .dim)]]
    }
    func line(_ title: String, _ text: String) -> [Span] {
        [Span(CellText.padded(title, to: 12), .header), Span(text)]
    }
    var lines = [
        line("database", "\(Figures.bytes(store.databaseBytes))B   log \(Figures.bytes(store.walBytes))B"),
        line("history", "\(Figures.count(store.events)) events"),
    ]
    if let p99 = store.commitMillisecondsP99 {
        lines.append(line("commits", "99 of 100 within \(Figures.milliseconds(p99))"))
    }
    if let share = store.diskUsedShare {
        lines.append(
            [Span(CellText.padded("disk", to: 12), .header)] + model.bar(share, columns: 20)
                + [Span(" \(Figures.percent(share)) used", share >= 0.9 ? .warning : .text)])
    }
    if let watchers = pulse.watchers { lines.append(line("watchers", String(watchers))) }
    if let expired = pulse.leases.expiredLastHour {
        lines.append(line("expired", "\(expired) leases in the last hour"))
    }
    lines.append(line("daemon time", CellText.sanitized(pulse.time)))
    return lines
}
