import RollcallWire

/// The columns of a list to choose from: which are shown, or which one sorts.
package struct ColumnChooser: Sendable, Equatable {
    let list: ListKind
    let isSorting: Bool
    /// Those that are shown in their order, then the rest.
    var columns: [Column]
    var index = 0
    var top = 0
}

extension DashboardModel {
    mutating func openColumns(isSorting: Bool) {
        guard let list = screen.list else { return say("there are no columns here") }
        guard !isSorting || list.canSort else { return say(Self.unsortable) }
        let set = lists.columns(of: list)
        var chooser = ColumnChooser(list: list, isSorting: isSorting, columns: choice(list, set))
        chooser.index = isSorting ? chooser.columns.firstIndex(of: set.sort) ?? 0 : 0
        overlay = .columns(chooser)
    }

    private func choice(_ list: ListKind, _ set: ColumnSet) -> [Column] {
        var columns = set.shown + list.columns.filter { !set.shown.contains($0) }
        guard case .instances(let service) = screen else { return columns }
        var keys: Set<String> = []
        for id in census.services[service]?.ids ?? [] {
            keys.formUnion(census.instances[id]?.view.metadata.keys.map { $0 } ?? [])
        }
        columns += keys.sorted().prefix(30).map { .metadata($0) }.filter { !columns.contains($0) }
        return columns
    }

    mutating func pressColumns(_ key: Key, _ chooser: ColumnChooser) -> [Command]? {
        var chooser = chooser
        let column = chooser.columns[chooser.index]
        switch key {
        case .control("c"), .control("z"), .control("l"): return nil
        case .enter where chooser.isSorting, .character(" ") where chooser.isSorting:
            overlay = nil
            changeColumns { $0.sort(by: column) }
            return []
        case .enter, .character(" "): changeColumns { $0.toggle(column) }
        case .character("<"), .character(">"):
            guard !chooser.isSorting else { break }
            changeColumns { $0.move(column, by: key == .character(">") ? 1 : -1) }
            chooser.columns = choice(chooser.list, lists.columns(of: chooser.list))
            chooser.index = chooser.columns.firstIndex(of: column) ?? 0
        default:
            if let step = step(of: key) {
                chooser.index = min(max(0, chooser.index + step), chooser.columns.count - 1)
            } else if let action = keys.action(for: key), [.back, .sort, .columns, .help].contains(action) {
                overlay = nil
                return []
            }
        }
        let rows = chooserRows(chooser)
        chooser.top = min(max(chooser.top, chooser.index - rows + 1), chooser.index)
        overlay = .columns(chooser)
        return []
    }

    /// How many lines of it there is room for.
    func chooserRows(_ chooser: ColumnChooser) -> Int { max(1, min(chooser.columns.count, size.rows - 2)) }
}

func drawColumns(_ model: DashboardModel, _ chooser: ColumnChooser, on frame: inout Frame) {
    let set = model.lists.columns(of: chooser.list)
    let drawn = model.columnsDrawn(chooser.list)
    let rows = model.chooserRows(chooser)
    let columns = min(44, frame.size.columns)
    let area = Area(
        row: max(0, (frame.size.rows - rows - 2) / 2), column: (frame.size.columns - columns) / 2,
        rows: min(rows + 2, frame.size.rows), columns: columns)
    guard area.rows > 2, area.columns > 4 else { return }
    frame.box(area, title: chooser.isSorting ? "sort by: Enter" : "columns: Space shows, < > moves")
    for offset in 0..<min(rows, area.rows - 2) where chooser.top + offset < chooser.columns.count {
        let index = chooser.top + offset
        let column = chooser.columns[index]
        let isChosen = index == chooser.index
        let mark =
            chooser.isSorting
            ? (column == set.sort ? (set.isDescending ? " ▼ " : " ▲ ") : "   ")
            : (set.shown.contains(column) ? "[x]" : "[ ]")
        let note = set.shown.contains(column) && !drawn.contains(column) ? "  no room" : ""
        let text =
            CellText.padded("\(isChosen ? "▶" : " ") \(mark) \(column.title)", to: 22) + " \(column.name)\(note)"
        let line = area.row + 1 + offset
        if isChosen { frame.cursorRow = line }
        frame.put(
            CellText.padded(text, to: area.columns - 2), line, area.column + 1,
            Style(isChosen ? .text : .dim, isSelected: isChosen), widthMax: area.columns - 2)
    }
}
