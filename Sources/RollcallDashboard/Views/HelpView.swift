import RollcallWire

/// Keys and what they do, out of the map that the update uses: what is not in one cannot be in the other. Over the whole
/// width, so that nothing moves beside what is being read.
func drawHelp(_ model: DashboardModel, top: Int, on frame: inout Frame) {
    let size = frame.size
    let lines = model.helpLines
    let room = TextBox.room(size)
    let top = min(top, max(0, lines.count - room))
    frame.fill(Area(row: 0, column: 0, rows: size.rows, columns: size.columns))
    let hasRules = size.rows >= 3
    if hasRules {
        let place = lines.count > room ? "help  \(top + 1)-\(min(top + room, lines.count)) of \(lines.count)" : "help"
        let keys = "\(model.keys.label(for: .filter)) searches, \(model.keys.label(for: .back)) closes"
        frame.rule("\(place)  (\(keys))", 0, 0, size.columns)
        frame.rule("", size.rows - 1, 0, size.columns)
    }
    for (offset, line) in lines.dropFirst(top).prefix(room).enumerated() {
        frame.put(line, offset + (hasRules ? 1 : 0), 1, until: size.columns)
    }
}

extension DashboardModel {
    package var helpText: [String] { helpLines.map { $0.map(\.text).joined() } }

    /// As far as it is searched for, in rows of the screen's width.
    var helpLines: [[Span]] {
        let wanted = Needle(inputs.helpSearch)
        return helpChapters.flatMap { title, entries -> [[Span]] in
            let found = entries.filter { wanted.isIn("\($0.word) \($0.text)") }
            let lines = found.flatMap { $0.lines(size.columns - 2) }
            // What was searched for stands by itself.
            return inputs.helpSearch.isEmpty ? [[Span(title, .header)]] + lines : lines
        }
    }

    private var helpChapters: [(String, [HelpEntry])] {
        let bindings = keys.bindings.map {
            HelpEntry(word: $0.keys.map(\.label).joined(separator: " "), role: .key, text: $0.help)
        }
        return [("KEYS", bindings), ("FILTER", HelpEntry.filter), ("WORDS", HelpEntry.vocabulary)]
    }
}
