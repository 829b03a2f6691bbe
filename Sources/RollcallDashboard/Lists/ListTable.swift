/// The columns and the rows in sight of a list: what is drawn, and what a click meets.
struct ListTable {
    let columns: [Column]
    let shapes: [TableColumn]
    let rows: [Table.Row]

    func widths(in columns: Int) -> [Int] { TableColumn.widths(of: shapes, in: columns - Table.markColumns) }
}

extension DashboardModel {
    func listTable(_ list: ListKind) -> ListTable {
        let columns = fitting(drawnColumns(list), list)
        let rows = visible.compactMap { id -> Table.Row? in
            if let line = eventLine(id) { return Table.Row(cells: [], isSelected: id == cursor.id, line: line) }
            return cells(columns, of: id).map { cells in
                let lit = columns.indices.filter { lists.flashes.isLit(id, columns[$0], at: now) }
                return Table.Row(cells: cells, isSelected: id == cursor.id, lit: Set(lit))
            }
        }
        return ListTable(columns: columns, shapes: shapes(columns, list, rows), rows: rows)
    }

    /// The columns that the screen has room for.
    package func columnsDrawn(_ list: ListKind) -> Set<Column> {
        let table = listTable(list)
        let widths = table.widths(in: panes.list.columns)
        return Set(zip(table.columns, widths).filter { $0.1 > 0 }.map(\.0))
    }

    func shapes(_ columns: [Column], _ list: ListKind, _ rows: [Table.Row]) -> [TableColumn] {
        columns.enumerated().map { index, column in
            let content = rows.reduce(0) {
                max($0, $1.cells.indices.contains(index) ? CellText.width($1.cells[index].text) : 0)
            }
            return column.shape(in: list, content: content, isKnown: isKnown(column))
        }
    }

    /// Columns nobody has anything to tell for stand there only if the others lose nothing by it.
    private func fitting(_ columns: [Column], _ list: ListKind) -> [Column] {
        let known = columns.filter(isKnown)
        guard known.count < columns.count else { return columns }
        let rows = visible.compactMap { id in cells(columns, of: id).map { Table.Row(cells: $0) } }
        let room = panes.list.columns - Table.markColumns
        let wanted = shapes(columns, list, rows).reduce(columns.count - 1) { $0 + $1.widthIdeal }
        return wanted <= room ? columns : known
    }

    private func drawnColumns(_ list: ListKind) -> [Column] {
        let shown = lists.columns(of: list).shown
        guard lists.isCompact else { return shown }
        let kept = shown.filter { list.compactColumns.contains($0) }
        return kept.isEmpty ? shown : kept
    }

    /// Somebody can tell what the column holds.
    private func isKnown(_ column: Column) -> Bool {
        switch column {
        case .breaker, .changes: !census.isPast
        case .share: !lists.shares.isEmpty
        default: true
        }
    }
}

extension ListKind {
    /// What is left when there is to be little.
    fileprivate var compactColumns: [Column] {
        switch self {
        case .services: [.state, .service, .pick, .lastChange]
        case .instances: [.state, .id, .address, .cause]
        case .events: [.time, .subject, .change]
        }
    }
}
