import RollcallCore
import RollcallWire

extension DashboardModel {
    func checkLines(_ view: InstanceView, width: Int) -> [DetailLine] {
        guard !view.checks.isEmpty else {
            return [.rule("health"), .spans([Span("no checks: its lease alone keeps it", .dim)])]
        }
        let words = "health, last 60 checks (oldest left, one cell per check)"
        return [.rule(width < 72 ? "health, last 60 checks" : words)]
            + view.checks.flatMap { lines($0, isRoomy: width >= 100) }
    }

    private func lines(_ check: CheckView, isRoomy: Bool) -> [DetailLine] {
        let definition = check.definition
        var head = [Span(definition.name, .title), Span("  \(definition.type)")]
        if let path = definition.path { head.append(Span(" \(definition.method ?? "GET") \(path)")) }
        let pace = [definition.interval ?? definition.ttl, definition.timeout].compactMap(\.self)
        if !pace.isEmpty { head.append(Span("  \(pace.joined(separator: "/"))", .dim)) }
        guard let state = check.state else { return [.spans(head)] }
        if let next = state.nextInMilliseconds {
            head.append(Span("  next in \(DurationText.brief(.milliseconds(next)))", .dim))
        }
        var lines: [DetailLine] = [.spans(head)]
        if let history = state.history, !history.marks.isEmpty {
            lines.append(.spans(strip(history.marks)))
            if isRoomy { lines.append(.spans(latencies(history))) }
        }
        return lines + [.spans(present(definition, state))]
    }

    private func strip(_ marks: String) -> [Span] {
        var spans: [Span] = []
        for mark in marks {
            let role: Role = mark == "x" ? .down : .up
            if spans.last?.role == role {
                spans[spans.count - 1].text.append(mark)
            } else {
                spans.append(Span(String(mark), role))
            }
        }
        return spans
    }

    private func latencies(_ history: CheckMarksView) -> [Span] {
        let took = history.tookMilliseconds.map { Int(clamping: $0) }
        // To the scale of those that passed: beside one timeout all others would look alike.
        let passes = zip(history.marks, took).filter { $0.0 == "+" }.map(\.1)
        let scale = passes.max() ?? took.max() ?? 0
        // The frame folds bars into ASCII where it must.
        let bars = Sparkline.rows(took.map { min($0, scale) }, isASCII: false).first ?? ""
        let words = passes.isEmpty ? "took at most" : "passes took at most"
        return [Span(bars, .dim), Span("  \(words) \(Figures.milliseconds(Double(scale)))", .dim)]
    }

    /// `now x no answer within 2s  fall 3/3  rise 0/2  last pass 23:12:33Z (2m 04s ago)`
    private func present(_ definition: CheckBody, _ state: CheckStateView) -> [Span] {
        guard let last = state.last else { return [Span("no result yet", .dim)] }
        let (rise, fall) = (definition.rise ?? 1, definition.fall ?? 1)
        var spans = [Span("now "), Span(last.passed ? "+" : "x", last.passed ? .up : .down), Span(" \(last.answer)")]
        spans.append(Span("  fall \(last.passed ? 0 : min(state.streak, fall))/\(fall)", last.passed ? .dim : .text))
        spans.append(Span("  rise \(last.passed ? min(state.streak, rise) : 0)/\(rise)", last.passed ? .text : .dim))
        let (word, other) =
            last.passed ? ("failure", state.history?.lastFailure) : ("pass", state.history?.lastPass)
        if let time = other.flatMap(WallTime.init(rfc3339:)) {
            let ago = age(of: time).map { " (\(LinkState.seconds($0)) ago)" } ?? ""
            spans.append(Span("  last \(word) \(time.timeOfDay)Z\(ago)", .dim))
        } else if state.history != nil {
            spans.append(Span("  no \(word) among these", .dim))
        }
        return spans
    }

    /// As many on a line as fit.
    func propertyLines(_ view: InstanceView, width: Int) -> [DetailLine] {
        var lines: [DetailLine] = [.rule("metadata: \(view.metadata.count)")]
        var line: [Span] = []
        for (key, value) in view.metadata.sorted(by: { $0.key < $1.key }) {
            let pair = [Span(key, .title), Span("=\(value)")]
            if !line.isEmpty, Span.width(line) + 3 + Span.width(pair) > width - 2 {
                lines.append(.spans(line))
                line = []
            }
            line += (line.isEmpty ? [] : [Span("   ")]) + pair
        }
        if !line.isEmpty { lines.append(.spans(line)) }
        if !view.tags.isEmpty { lines.append(.spans([Span("tags: \(view.tags.joined(separator: ", "))")])) }
        lines.append(.spans([Span("created \(Self.moment(view.created))  updated \(Self.moment(view.updated))", .dim)]))
        return lines
    }
}
