/// The size of a screen in cells.
package struct Size: Sendable, Hashable {
    package var columns: Int
    package var rows: Int

    package static let zero = Size(columns: 0, rows: 0)

    package init(columns: Int, rows: Int) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
    }
}

/// A rectangle of cells.
package struct Area: Sendable, Hashable {
    package var row: Int
    package var column: Int
    package var rows: Int
    package var columns: Int

    package init(row: Int, column: Int, rows: Int, columns: Int) {
        self.row = row
        self.column = column
        self.rows = max(0, rows)
        self.columns = max(0, columns)
    }

    /// The first `count` rows, and what is below them.
    func split(rows count: Int) -> (Area, Area) {
        let count = min(max(0, count), rows)
        return (
            Area(row: row, column: column, rows: count, columns: columns),
            Area(row: row + count, column: column, rows: rows - count, columns: columns)
        )
    }

    /// The first `count` columns, and what is right of them and of a gap.
    func split(columns count: Int, gap: Int = 0) -> (Area, Area) {
        let count = min(max(0, count), columns)
        return (
            Area(row: row, column: column, rows: rows, columns: count),
            Area(row: row, column: column + count + gap, rows: rows, columns: columns - count - gap)
        )
    }
}
