/// A column of a table and how it behaves when there is too little or too much room.
package struct TableColumn: Sendable, Equatable {
    package enum Alignment: Sendable { case left, right }

    package let title: String
    package let alignment: Alignment
    /// Columns with the lowest priority go first when not even the minimal widths fit.
    package let priority: Int
    package let widthMin: Int
    package let widthIdeal: Int
    /// The share of the room that is left when every column has its ideal width; 0 takes none.
    package let flex: Int

    package init(
        _ title: String, _ alignment: Alignment = .left, priority: Int = 1, min: Int, ideal: Int? = nil, flex: Int = 0
    ) {
        self.title = title
        self.alignment = alignment
        self.priority = priority
        widthMin = min
        widthIdeal = max(min, ideal ?? min)
        self.flex = flex
    }

    /// The width of each column; 0 for one that is left out. They and the `gap` between them never exceed `width`.
    package static func widths(of columns: [TableColumn], in width: Int, gap: Int = 1) -> [Int] {
        var kept = Array(columns.indices)
        func room(_ kept: [Int]) -> Int { width - max(0, kept.count - 1) * gap }
        while !kept.isEmpty, kept.reduce(0, { $0 + columns[$1].widthMin }) > room(kept) {
            // Of equals the last one gives way: the first ones say what the row is.
            guard let least = kept.map({ columns[$0].priority }).min(),
                let victim = kept.last(where: { columns[$0].priority == least })
            else { break }
            if kept.count == 1 { return squeezed(victim, columns.count, max(0, width)) }
            kept.removeAll { $0 == victim }
        }
        var widths = columns.indices.map { kept.contains($0) ? columns[$0].widthMin : 0 }
        var rest = room(kept) - widths.reduce(0, +)
        for index in kept.sorted(by: { columns[$0].priority > columns[$1].priority }) {
            let growth = min(rest, columns[index].widthIdeal - widths[index])
            widths[index] += growth
            rest -= growth
        }
        var shares = kept.reduce(0) { $0 + columns[$1].flex }
        for index in kept where columns[index].flex > 0 {
            let growth = rest * columns[index].flex / shares
            shares -= columns[index].flex
            widths[index] += growth
            rest -= growth
        }
        return widths
    }

    private static func squeezed(_ index: Int, _ count: Int, _ width: Int) -> [Int] {
        (0..<count).map { $0 == index ? width : 0 }
    }
}

/// The lines of a table: a header, then a line a row, none of them wider than `width` cells. Columns grow to their
/// content; without a width they are as wide as they are.
package func renderTable(columns: [TableColumn], rows: [[String]], width: Int?, ascii: Bool) -> [String] {
    let cells = rows.map { row in row.map { CellText.sanitized($0) } }
    let content = columns.indices.map { index in
        cells.reduce(CellText.width(columns[index].title)) {
            max($0, index < $1.count ? CellText.width($1[index]) : 0)
        }
    }
    let fitting = columns.indices.map { index in
        TableColumn(
            columns[index].title, columns[index].alignment, priority: columns[index].priority,
            min: min(columns[index].widthMin, content[index]), ideal: content[index])
    }
    let gap = 2
    let widths = width.map { TableColumn.widths(of: fitting, in: $0, gap: gap) } ?? content
    func line(_ cells: [String]) -> String {
        let parts = columns.indices.filter { widths[$0] > 0 }.map { index in
            CellText.padded(
                index < cells.count ? cells[index] : "", to: widths[index],
                isRight: columns[index].alignment == .right)
        }
        let line = parts.joined(separator: String(repeating: " ", count: gap)).trimmingEnd()
        return ascii ? ASCII.folded(line) : line
    }
    return [line(columns.map(\.title))] + cells.map(line)
}

extension String {
    func trimmingEnd() -> String {
        guard let last = lastIndex(where: { $0 != " " }) else { return "" }
        return String(self[...last])
    }
}
