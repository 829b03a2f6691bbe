import RollcallCore
import RollcallWire

/// The selected event in full, below the list.
func drawEventPane(_ model: DashboardModel, on frame: inout Frame) {
    let pane = model.layout.eventPane
    guard pane.rows > 1, let id = model.cursor.id else { return }
    var (title, lines) = ("", [[Span]]())
    if let gap = model.gap(id) {
        title = "a gap in the link"
        lines = [
            [Span(gap.words)], [Span("nothing was seen live in it; what happened was read afterwards", .dim)],
        ]
    } else if let event = Int64(id).flatMap(model.world.journal.event) {
        title = "event \(event.revision)"
        lines = model.eventLines(event, isBrief: pane.rows < 10)
    } else {
        return
    }
    frame.rule(title, pane.row, pane.column, pane.columns)
    for (offset, line) in lines.prefix(pane.rows - 1).enumerated() {
        frame.put(line, pane.row + 1 + offset, pane.column + 1, until: pane.column + pane.columns)
    }
}

extension DashboardModel {
    fileprivate func eventLines(_ event: EventView, isBrief: Bool) -> [[Span]] {
        var head = [Span("\(event.time)  "), Span(event.kindWord, event.role), Span("  \(event.subject)")]
        if let trigger = event.on { head.append(Span("  on \(trigger.rawValue)", .dim)) }
        var lines = [head, [Span(event.change)]]
        lines += event.figures
        if let state = stateLine(event) { lines.append(state) }
        guard !isBrief else { return lines }
        return lines + earlier(than: event)
    }

    /// What the registry was like, as far as it is known.
    private func stateLine(_ event: EventView) -> [Span]? {
        let open = keys.label(for: .open)
        guard pastRevision == event.revision else { return [Span("\(open) shows the registry as it was then", .dim)] }
        guard let name = event.service, let service = census.services[name] else {
            let counts = census.counts
            return [
                Span("state at this revision: "), Span("\(counts.total) instances, \(counts.up) up", .title),
                Span("  (\(open) shows them)", .dim),
            ]
        }
        return [
            Span("state at this revision: "), Span(service.state.word, service.state.role),
            Span(" \(name) \(service.counts.total) instances, \(service.counts.up) up"),
            Span("  (\(open) shows them)", .dim),
        ]
    }

    private func earlier(than event: EventView) -> [[Span]] {
        let subject = event.instance.map { Subject.instance($0) } ?? event.service.map { .service($0) }
        guard let subject else { return [] }
        let found = world.journal.events.reversed().lazy
            .filter { $0.revision < event.revision && $0.isAbout(subject) }.prefix(6)
        return [[Span("before it, of \(subject.name):", .header)]]
            + (found.isEmpty
                ? [[Span("nothing in what was read", .dim)]]
                : found.map {
                    [
                        Span("\($0.timeOfDay) \($0.revision) ", .dim), Span($0.kindWord, $0.role),
                        Span("  \($0.briefChange)"),
                    ]
                })
    }
}

extension EventView {
    /// What a kind of event has to tell besides its cause.
    fileprivate var figures: [[Span]] {
        if let breaker {
            var words = "opened \(breaker.openings)x in a row"
            if breaker.forced { words += ", by hand" }
            if let until = breaker.openUntil { words += ", open until \(WallTime(rfc3339: until)?.timeOfDay ?? until)" }
            return [[Span(words, .dim)]]
        }
        if let after {
            var words = "\(after.authority)  weight \(after.weight)  priority \(after.priority)  ttl \(after.lease.ttl)"
            words += "  checks \(after.checks.count)"
            return [[Span(words, .dim)]]
        }
        return []
    }
}
