import RollcallCore

/// A table for people: aligned columns that fit the width, the last ones giving way first.
struct Listing: Sendable {
    struct Cell: Sendable, ExpressibleByStringInterpolation {
        let text: String
        let colour: Paint.Colour?

        /// Whatever the text is made of, what reaches the terminal is inert.
        init(_ text: String, _ colour: Paint.Colour? = nil) {
            self.text = SafeText.escaped(text)
            self.colour = colour
        }

        init(stringLiteral text: String) { self.init(text) }
    }

    struct Column: Sendable {
        enum Alignment { case left, right }

        let title: String
        let alignment: Alignment
        /// Narrower than this, a column is dropped rather than squeezed.
        let widthMin: Int

        init(_ title: String, _ alignment: Alignment = .left, widthMin: Int? = nil) {
            self.title = title
            self.alignment = alignment
            self.widthMin = widthMin ?? title.count
        }
    }

    private let columns: [Column]
    private var rows: [[Cell]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    mutating func add(_ cells: [Cell]) {
        rows.append(cells)
    }

    /// Lines at most `width` wide; as wide as they are when it is nil.
    func lines(width: Int?, _ paint: Paint) -> [String] {
        let widths = fitted(to: width)
        let header = line(columns.map { Cell($0.title, .faint) }, widths, paint)
        return [header] + rows.map { line($0, widths, paint) }
    }

    private func line(_ cells: [Cell], _ widths: [Int], _ paint: Paint) -> String {
        var parts: [String] = []
        for (index, cell) in cells.enumerated() where index < widths.count && widths[index] > 0 {
            let shown = cell.text.fitted(to: widths[index])
            let padding = String(repeating: " ", count: widths[index] - shown.count)
            let painted = paint(shown, cell.colour)
            let isLast = index == widths.lastIndex { $0 > 0 }
            switch columns[index].alignment {
            case .left: parts.append(isLast ? painted : painted + padding)
            case .right: parts.append(padding + painted)
            }
        }
        return parts.joined(separator: "  ")
    }

    /// The width of each column; zero for one that is left out.
    private func fitted(to width: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            rows.reduce(columns[index].title.count) { max($0, $1[index].text.count) }
        }
        guard let width else { return widths }
        func excess() -> Int { widths.reduce(0) { $1 > 0 ? $0 + $1 + 2 : $0 } - 2 - width }
        for index in widths.indices.reversed() where excess() > 0 {
            widths[index] = max(min(widths[index], columns[index].widthMin), widths[index] - excess())
        }
        for index in widths.indices.dropFirst().reversed() where excess() > 0 { widths[index] = 0 }
        return widths
    }
}

extension String {
    /// The text cut to `width`, an ellipsis in place of what was left out.
    func fitted(to width: Int) -> String {
        count <= width ? self : String(prefix(max(0, width - 1))) + "…"
    }
}
