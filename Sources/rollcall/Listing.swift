import RollcallCore
import RollcallDashboard

/// A table for people: aligned columns that fit the width, the last ones giving way first. The dashboard's own tables
/// have no colour and are drawn elsewhere; how wide text is and how columns share the room is the same for both.
struct Listing: Sendable {
    struct Cell: Sendable {
        let text: String
        let colour: Paint.Colour?

        /// Whatever the text is made of, what reaches the terminal is inert.
        init(_ text: String, _ colour: Paint.Colour? = nil) {
            self.text = CellText.sanitized(text)
            self.colour = colour
        }

        /// Zero is faint: what matters is what is not.
        static func count(_ number: some BinaryInteger, _ colour: Paint.Colour?) -> Cell {
            Cell(String(number), number == 0 ? .faint : colour)
        }
    }

    struct Column: Sendable {
        let title: String
        let alignment: TableColumn.Alignment
        /// Narrower than this, a column is dropped rather than squeezed; nil is never squeezed.
        let widthMin: Int?
        /// Where room is short, columns with the lowest go first, and of equals the last.
        let priority: Int

        init(
            _ title: String, _ alignment: TableColumn.Alignment = .left, widthMin: Int? = nil, priority: Int = 1
        ) {
            self.title = title
            self.alignment = alignment
            self.widthMin = widthMin
            self.priority = priority
        }
    }

    private static let gap = 2

    private let columns: [Column]
    private var rows: [[Cell]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    mutating func add(_ cells: [Cell]) {
        rows.append(cells)
    }

    /// The header and a line a row, at most `width` wide; as wide as they are when it is nil.
    func lines(width: Int?, _ paint: Paint) -> [String] {
        let widths = fitted(to: width)
        let header = line(columns.map { Cell($0.title, .faint) }, widths, paint)
        return [header] + rows.map { line($0, widths, paint) }
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ paint: Paint) -> String {
        let shown = widths.indices.filter { widths[$0] > 0 }
        return shown.map { index in
            let cell = cells[index]
            let text = CellText.fitted(cell.text, to: widths[index])
            let blank = String(repeating: " ", count: widths[index] - CellText.width(text))
            let painted = text.isEmpty ? "" : paint(text, cell.colour)
            guard columns[index].alignment == .left else { return blank + painted }
            return index == shown.last ? painted : painted + blank
        }.joined(separator: String(repeating: " ", count: Self.gap))
    }

    /// The width of each column; zero for one that is left out.
    private func fitted(to width: Int?) -> [Int] {
        let content = columns.indices.map { index in
            rows.reduce(CellText.width(columns[index].title)) { max($0, CellText.width($1[index].text)) }
        }
        guard let width else { return content }
        let asked = columns.indices.map { index in
            let column = columns[index]
            // What says nothing in any row makes room for what does.
            let isEmpty = !rows.isEmpty && rows.allSatisfy { $0[index].text.isEmpty }
            return TableColumn(
                column.title, column.alignment,
                priority: isEmpty ? 0 : column.priority * columns.count + columns.count - index,
                min: min(column.widthMin ?? content[index], content[index]), ideal: content[index])
        }
        return TableColumn.widths(of: asked, in: width, gap: Self.gap)
    }
}
