/// Keys and what they do, out of the map that the update uses: what is not in one cannot be in the other.
func drawHelp(_ model: DashboardModel, top: Int, on frame: inout Frame) {
    let size = frame.size
    let lines = model.helpLines
    let columns = min(76, size.columns)
    let rows = min(lines.count + 2, size.rows)
    let area = Area(
        row: (size.rows - rows) / 2, column: (size.columns - columns) / 2, rows: rows, columns: columns)
    guard rows > 2, columns > 4 else { return }
    frame.box(area, title: "help")
    let top = min(top, max(0, lines.count - (rows - 2)))
    for (offset, line) in lines.dropFirst(top).prefix(rows - 2).enumerated() {
        frame.put(line, area.row + 1 + offset, area.column + 2, until: area.column + columns - 2)
    }
}

extension DashboardModel {
    package var helpText: [String] { helpLines.map { $0.map(\.text).joined() } }

    var helpLines: [[Span]] {
        let wanted = Needle(inputs.helpSearch)
        return keys.bindings.compactMap { binding in
            let keys = binding.keys.map(\.label).joined(separator: " ")
            guard wanted.isIn("\(keys) \(binding.help)") else { return nil }
            return [Span(CellText.padded(keys, to: 18), .key), Span(" \(binding.help)")]
        }
    }
}
