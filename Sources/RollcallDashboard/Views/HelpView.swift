import RollcallWire

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
        let entries =
            keys.bindings.map { ($0.keys.map(\.label).joined(separator: " "), Role.key, $0.help) } + Self.vocabulary
        return entries.compactMap { word, role, help in
            guard wanted.isIn("\(word) \(help)") else { return nil }
            return [Span(CellText.padded(word, to: 18), role), Span(" \(help)")]
        }
    }

    /// What the words on the screen mean.
    private static let vocabulary: [(String, Role, String)] =
        [
            (ServiceState.down.word, ServiceState.down.role, "of a service: nothing of it can be picked"),
            (ServiceState.partial.word, ServiceState.partial.role, "some of it cannot be picked"),
            (ServiceState.starting.word, ServiceState.starting.role, "waits for its first check, or to be ready"),
            (ServiceState.out.word, ServiceState.out.role, "taken out of service by somebody"),
            (ServiceState.empty.word, ServiceState.empty.role, "a service without instances"),
            ("LIVE", .live, "the daemon was heard within two seconds"),
            ("LAG", .warning, "it was not; what is shown may be old"),
            ("STALE", .stale, "the link is lost; leases are unknown, the rest is what was last known"),
            ("RESYNC", .warning, "connected again and catching up"),
            ("AS OF", .past, "what is shown is past"),
            ("rollcall", .title, RollcallVersion.current),
        ]
}
