import RollcallCore
import RollcallWire

func drawEvents(_ model: DashboardModel, on frame: inout Frame) {
    let layout = model.layout
    drawSummary(model, on: &frame)
    drawTable(model, .events, on: &frame, in: layout.eventList)
    drawEventPane(model, on: &frame)
    drawEventState(model, on: &frame)
}

private func drawSummary(_ model: DashboardModel, on frame: inout Frame) {
    let area = model.layout.eventSummary
    let journal = model.world.journal
    let count = journal.events.count
    let more = journal.hasEarlier ? "+" : ""
    var left = [Span(" \(count)\(more) events", .header)]
    if model.filter.isEmpty {
        left.append(
            Span(journal.hasEarlier ? "   newest first, times are UTC" : "   newest first, from the beginning", .dim))
    } else {
        left = [Span(" \(count - model.lists.hidden.count) of \(count)\(more) events", .header)]
        left += [Span("   filter: ", .dim), Span(model.filter.text)]
    }
    if model.isReadingBack { left.append(Span("   reading older ones", .warning)) }
    let floor = model.floor.map { $0 > 0 ? "floor rev \($0)   " : "" } ?? ""
    let right = floor + model.position
    frame.put(left, area.row, area.column, until: area.column + area.columns - right.utf8.count - 2)
    frame.put(right, rightAlignedIn: area)
    let oldest = model.floor ?? max(0, (journal.first ?? 1) - 1)
    let revision = model.pastRevision ?? model.selectedRevision ?? model.revision
    frame.put(
        historySlider(
            at: revision, floor: oldest, newest: max(model.newestRevision, revision),
            isOver: model.linkState == .archive,
            columns: area.columns,
            role: model.isTravelling ? .past : .key), area.row + 1, area.column)
}

extension DashboardModel {
    /// What stands in the list of events where something happened that is no change of the registry.
    func eventLine(_ id: String) -> [Span]? {
        guard screen == .events else { return nil }
        let columns = panes.list.columns
        if let gap = gap(id) { return gapLine(gap.words, .stale, columns) }
        guard let event = Int64(id).flatMap(world.journal.event), event.kind == EventKind.started.rawValue
        else { return nil }
        let words = "\(event.timeOfDay) \(event.revision) daemon started: \(event.cause)"
        return gapLine(words, .warning, columns)
    }

    func gap(_ id: String) -> LinkGap? {
        guard id.hasPrefix(Self.gapPrefix) else { return nil }
        return Int64(id.dropFirst(Self.gapPrefix.count)).flatMap { world.journal.gaps[$0] }
    }

    /// `┄┄ words ┄┄┄┄┄┄`: what lies between events and was not seen.
    private func gapLine(_ words: String, _ role: Role, _ columns: Int) -> [Span] {
        let rest = max(2, columns - Table.markColumns - CellText.width(words) - 4)
        return [Span("┄┄ ", .border), Span(words, role), Span(" " + String(repeating: "┄", count: rest), .border)]
    }
}

extension LinkGap {
    var words: String {
        let told = fetched.map { "\($0) events fetched" } ?? "what happened in it is not known"
        return "link lost \(from.timeOfDay)–\(to.timeOfDay), \(told)"
    }
}

func eventColumns(isWide: Bool) -> [TableColumn] {
    [
        TableColumn("TIME", priority: 8, min: 8),
        TableColumn("REV", .right, priority: 3, min: 7),
        TableColumn("KIND", priority: 4, min: 12),
        TableColumn("SUBJECT", priority: 6, min: 12, ideal: isWide ? 36 : 20),
        TableColumn("CHANGE", priority: 5, min: 12, flex: 1),
    ]
}

func eventCells(_ event: EventView) -> [Span] {
    [
        Span(event.timeOfDay, .dim), Span(String(event.revision), .dim), Span(event.kindWord, event.role),
        Span(event.subject), Span(event.briefChange, event.to == nil ? .text : event.role),
    ]
}
