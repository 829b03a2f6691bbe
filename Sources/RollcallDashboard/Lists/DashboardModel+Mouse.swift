extension DashboardModel {
    /// What a click does; nil for every other key.
    mutating func pressMouse(_ key: Key) -> [Command]? {
        guard case .click(let row, let column) = key else { return nil }
        notice = nil
        arrange()
        if layout.sizeClass == .full, row == 1 {
            if let tab = tab(at: column) { show(tab: tab) }
        } else if let list = screen.list, layout.sizeClass == .full, row == panes.list.row {
            if list.canSort, let column = header(at: column, of: list) { changeColumns { $0.sort(by: column) } }
        } else if let index = index(at: row, column) {
            // The second click on a row opens it.
            if index == cursor.index { return open() } else { move(by: index - cursor.index) }
        }
        return []
    }

    private func tab(at column: Int) -> Screen? {
        var start = 1
        for (index, tab) in Screen.tabs.enumerated() where path.count == 1 || path.first == tab {
            let width = CellText.width("\(index + 1) \(tab.tabTitle ?? "")") + 2
            if (start..<start + width).contains(column) { return tab }
            start += width
        }
        return nil
    }

    private func header(at column: Int, of list: ListKind) -> Column? {
        let table = listTable(list)
        var start = panes.list.column + Table.markColumns
        for (index, width) in table.widths(in: panes.list.columns).enumerated() where width > 0 {
            if (start..<start + width).contains(column) { return table.columns[index] }
            start += width + 1
        }
        return nil
    }

    /// The place in the list of what is drawn there.
    private func index(at row: Int, _ column: Int) -> Int? {
        let area: Area
        switch (layout.sizeClass, screen) {
        case (.word, _), (_, .instance), (_, .balancer): return nil
        case (.nano, _): area = layout.body
        case (.full, .overview): area = layout.overview.attention.split(rows: 1).1
        case (.full, .services), (.full, .instances), (.full, .events): area = panes.list.split(rows: 1).1
        }
        guard (area.row..<area.row + area.rows).contains(row),
            (area.column..<area.column + area.columns).contains(column)
        else { return nil }
        var index = cursor.top + row - area.row
        if let newRows = lists.newRows, screen.list != nil, layout.sizeClass == .full {
            if index == newRows { return nil }
            if index > newRows, cursor.top <= newRows { index -= 1 }
        }
        return shown.indices.contains(index) ? index : nil
    }
}
