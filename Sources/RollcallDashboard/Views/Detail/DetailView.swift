import RollcallCore
import RollcallWire

func drawInstance(_ model: DashboardModel, _ id: String, on frame: inout Frame) {
    let (pane, side) = model.layout.detail
    let lines = model.detailLines(of: id, width: pane.columns)
    let list = pane.split(rows: pane.rows - 1).0
    let shown = lines.dropFirst(model.cursor.top).prefix(list.rows)
    for (offset, line) in shown.enumerated() { frame.put(line, list.row + offset, in: list) }
    // What it all comes to stays in sight, however long the rest is.
    let last = pane.row + pane.rows - 1
    let hidden = lines.count - model.cursor.top - shown.count
    let more = hidden > 0 ? "\(hidden) more ↓" : ""
    let moreColumn = pane.column + pane.columns - CellText.width(more) - 1
    frame.put(model.verdict(on: id, isBrief: pane.columns < 100), last, pane.column + 1, until: moreColumn - 1)
    frame.put(more, last, moreColumn, Style(.dim))
    drawNeighbours(model, id, on: &frame, in: side)
}

extension Layout {
    /// The instance, and what stands around it where there is room.
    var detail: (pane: Area, side: Area) {
        isVeryWide ? body.split(columns: body.columns / 2, gap: 2) : (body, body.split(columns: body.columns).1)
    }

    /// Rows of the detail's list; its last line does not scroll.
    var detailRows: Int { sizeClass == .full ? body.rows - 1 : body.rows }
}

extension DashboardModel {
    func detailLines(of id: String, width: Int) -> [DetailLine] {
        let history = history(of: id)
        var lines: [DetailLine] = []
        if let sighting = census.instances[id] {
            lines += identity(sighting, width: width)
            lines += pairs("lease", leaseLines(sighting), "breaker", breakerLines(id), width: width)
            lines += checkLines(sighting.view, width: width)
            lines += timelineLines(sighting, history, width: width)
        } else {
            lines.append(.spans([Span("\(id) is not registered any more", .message)]))
        }
        let properties = census.instances[id].map { propertyLines($0.view, width: width) } ?? []
        // As many as fit, with the properties in sight; where there is little room, some.
        let room = layout.detailRows - lines.count - properties.count - 1
        lines += changeLines(history, countMax: max(4, room))
        return lines + properties
    }

    private func identity(_ sighting: Sighting, width: Int) -> [DetailLine] {
        let view = sighting.view
        var state = [Span(view.status.word(isNarrow: false), view.status.role)]
        if let age = age(of: sighting.since) { state.append(Span(" for \(LinkState.seconds(age))")) }
        state.append(Span("   \(width < 100 ? view.statusCause.withoutQuestion : view.statusCause)"))
        var place = [Span(view.authority, .title), Span("  weight \(sighting.trafficWeight)")]
        if view.priority != 0 { place.append(Span("  priority \(view.priority)")) }
        if !view.zone.isEmpty { place.append(Span("  zone \(view.zone)")) }
        place.append(Span("  since \(Self.moment(view.created))  rev \(view.revision)", .dim))
        return [.spans(state), .spans(place)]
    }

    /// `2026-11-20 08:02:11Z`
    static func moment(_ text: String) -> String {
        guard let time = WallTime(rfc3339: text) else { return text }
        return "\(time.description.prefix(10)) \(time.timeOfDay)Z"
    }

    /// Beside each other, or below each other where that is too narrow to read.
    private func pairs(
        _ leftTitle: String, _ left: [[Span]], _ rightTitle: String, _ right: [[Span]], width: Int
    ) -> [DetailLine] {
        guard width >= 72 else {
            return [.rule(leftTitle)] + left.map(DetailLine.spans) + [.rule(rightTitle)] + right.map(DetailLine.spans)
        }
        let rows = (0..<max(left.count, right.count)).map { row in
            DetailLine.pair(row < left.count ? left[row] : [], row < right.count ? right[row] : [])
        }
        return [.rules(leftTitle, rightTitle)] + rows
    }

    private func changeLines(_ history: [EventView], countMax: Int) -> [DetailLine] {
        let isKnown = inspection?.history != nil || census.isPast
        var lines: [DetailLine] = [.rule("state changes")]
        if history.isEmpty { lines.append(.spans([Span(isKnown ? "none in what was read" : "asking…", .dim)])) }
        let shown = history.prefix(countMax)
        let revisionColumns = shown.map { String($0.revision).count }.max() ?? 0
        return lines + shown.map { .spans($0.line(revisionColumns: revisionColumns)) }
    }
}

extension EventView {
    /// Without the subject, where only one is spoken of.
    func line(revisionColumns: Int) -> [Span] {
        [
            Span(timeOfDay, .dim),
            Span(" \(CellText.padded(String(revision), to: revisionColumns, isRight: true)) ", .dim),
            Span(CellText.padded(kindWord, to: 10), role),
            Span(" \(briefChange)"),
        ]
    }
}
