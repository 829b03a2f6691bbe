/// The screen of events: a list, the selected event below it, and where there is room the registry beside it.
extension Layout {
    /// What the list holds, and where in the history it is.
    static let eventSummaryRows = 2
    private static let eventListColumns = 120

    private var eventColumn: Area {
        width == .large ? body.split(columns: Self.eventListColumns).0 : body
    }

    private var eventPaneRows: Int { height == .small ? 5 : 12 }

    var eventSummary: Area { eventColumn.split(rows: Self.eventSummaryRows).0 }
    var eventList: Area {
        eventColumn.split(rows: Self.eventSummaryRows).1.split(rows: listed).0
    }
    var eventPane: Area { eventColumn.split(rows: Self.eventSummaryRows).1.split(rows: listed).1 }
    private var listed: Int { body.rows - Self.eventSummaryRows - eventPaneRows }

    /// The services at the selected revision; empty where there is no room for them.
    var eventState: Area {
        width == .large
            ? body.split(columns: Self.eventListColumns, gap: 1).1
            : Area(row: body.row, column: body.column, rows: 0, columns: 0)
    }
}
