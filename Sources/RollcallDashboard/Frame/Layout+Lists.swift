extension Layout {
    /// A list, and what there is room for beside it.
    struct ListPanes {
        /// The table with its header.
        let list: Area
        /// What is told of the selected row: below the list, or beside it on a wide screen.
        var preview: Area?
    }

    /// Above every list stands a line that says how it is filtered and sorted.
    var listLine: Area { body.split(rows: 1).0 }

    func panes(for screen: Screen, isCompact: Bool = false) -> ListPanes {
        guard sizeClass == .full else { return ListPanes(list: body) }
        if screen == .events { return ListPanes(list: eventList) }
        let rest = body.split(rows: 1).1
        guard !isCompact else { return ListPanes(list: rest) }
        let isServices = screen == .services
        if width == .large {
            let (list, preview) = rest.split(columns: rest.columns * (isServices ? 60 : 65) / 100, gap: 2)
            return ListPanes(list: list, preview: preview)
        }
        guard height > .small else { return ListPanes(list: rest) }
        let (list, preview) = rest.split(rows: rest.rows - (isServices ? 11 : 13))
        return ListPanes(list: list, preview: preview)
    }
}

extension DashboardModel {
    var panes: Layout.ListPanes { layout.panes(for: screen, isCompact: lists.isCompact) }

    /// How many rows of its list the screen shows.
    var listRows: Int {
        var rows = layout.listRows(on: screen)
        if layout.sizeClass == .full, screen.list != nil { rows = panes.list.rows - 1 }
        // The rule above the new rows takes one.
        return screen.list != nil && lists.newRows != nil ? max(1, rows - 1) : rows
    }
}
