import RollcallCore
import RollcallWire

/// A line of the detail screen, which is as long as the instance has things to tell and scrolls.
enum DetailLine {
    case rule(String)
    case spans([Span])
}

func drawInstance(_ model: DashboardModel, _ id: String, on frame: inout Frame) {
    let body = model.layout.body
    let lines = model.detailLines(of: id, width: body.columns)
    let shown = lines.dropFirst(model.cursor.top).prefix(body.rows - 1)
    for (offset, line) in shown.enumerated() {
        let row = body.row + offset
        switch line {
        case .rule(let title): frame.rule(title, row, body.column, body.columns)
        case .spans(let spans): frame.put(spans, row, body.column + 1)
        }
    }
    let hidden = lines.count - model.cursor.top - shown.count
    if hidden > 0 {
        frame.put(" \(hidden) more lines below", body.row + body.rows - 1, body.column, Style(.dim))
    }
}

extension DashboardModel {
    func detailLines(of id: String, width: Int) -> [DetailLine] {
        let history = events.newest.reversed().filter { $0.instance == id }
        var lines: [DetailLine] = []
        if let sighting = census.instances[id] {
            lines += identity(sighting) + lease(sighting) + checks(sighting.view)
        } else {
            lines.append(.spans([Span("\(id) is not registered any more", .message)]))
        }
        lines.append(.rule("changes seen: \(history.count)"))
        lines += history.map { event in
            .spans([
                Span(event.timeOfDay, .dim), Span(" \(event.revision) ", .dim), Span(event.kindWord, event.role),
                Span("  \(event.change)"),
            ])
        }
        if let view = census.instances[id]?.view { lines += properties(view) }
        return lines
    }

    private func identity(_ sighting: Sighting) -> [DetailLine] {
        let view = sighting.view
        var state = [Span(view.status.word(isNarrow: false), view.status.role)]
        if let age = age(of: sighting.since) { state.append(Span(" for \(LinkState.seconds(age))")) }
        state.append(Span("   since \(view.statusSince)", .dim))
        var place = [Span(view.authority), Span("   weight \(view.weight)   priority \(view.priority)", .dim)]
        if !view.zone.isEmpty { place.append(Span("   zone \(view.zone)", .dim)) }
        place.append(Span("   rev \(view.revision)", .dim))
        return [.spans(state), .spans([Span("because: \(view.statusCause)")]), .spans(place)]
    }

    private func lease(_ sighting: Sighting) -> [DetailLine] {
        let terms = sighting.view.lease
        var spans = [Span("TTL \(terms.ttl)   left "), sighting.lease(at: now, isKnown: knowsLeases)]
        spans.append(Span("   evicted \(terms.evictAfter) after it ran out", .dim))
        if let left = terms.evictsInMilliseconds {
            spans.append(Span("   eviction in \(DurationText.brief(.milliseconds(left)))", .warning))
        }
        var lines: [DetailLine] = [.rule("lease"), .spans(spans)]
        if let renewed = terms.renewed { lines.append(.spans([Span("renewed \(renewed)", .dim)])) }
        return lines
    }

    private func checks(_ view: InstanceView) -> [DetailLine] {
        guard !view.checks.isEmpty else {
            return [.rule("checks"), .spans([Span("none: its lease alone keeps it", .dim)])]
        }
        return [.rule("checks")]
            + view.checks.flatMap { check -> [DetailLine] in
                let definition = check.definition
                var spans = [Span(definition.name, .title), Span("  \(definition.type)")]
                if let path = definition.path { spans.append(Span(" \(definition.method ?? "GET") \(path)")) }
                if let interval = definition.interval ?? definition.ttl {
                    spans.append(Span("  every \(interval)", .dim))
                }
                if let timeout = definition.timeout { spans.append(Span("  timeout \(timeout)", .dim)) }
                guard let state = check.state else { return [.spans(spans)] }
                let role: Role =
                    switch state.verdict {
                    case "passing": .up
                    case "failing": .down
                    default: .starting
                    }
                let streak = Span("  \(state.streak) alike in a row  ", .dim)
                return [.spans(spans), .spans([Span("  "), Span(state.verdict, role), streak, check.result])]
            }
    }

    private func properties(_ view: InstanceView) -> [DetailLine] {
        var lines: [DetailLine] = [.rule("metadata: \(view.metadata.count)")]
        lines += view.metadata.sorted { $0.key < $1.key }.map { .spans([Span($0.key, .title), Span("=\($0.value)")]) }
        if !view.tags.isEmpty { lines.append(.spans([Span("tags: \(view.tags.joined(separator: ", "))")])) }
        lines.append(.spans([Span("created \(view.created)   updated \(view.updated)", .dim)]))
        return lines
    }
}
