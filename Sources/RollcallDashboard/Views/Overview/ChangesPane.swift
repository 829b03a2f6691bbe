import RollcallCore

/// How much changed in each of the last minutes, a line of bars for each kind, each to its own scale.
func drawChanges(_ model: DashboardModel, on frame: inout Frame, in area: Area) {
    guard area.rows > 1 else { return }
    let labelColumns = 8
    let figureColumns = area.columns >= 68 ? 7 : 0
    let bars = area.columns - 1 - labelColumns - figureColumns
    let count = max(0, min(MinuteHistory.minuteCount, bars))
    frame.rule("changes/min, last \(count) min", area.row, area.column, area.columns)
    let list = area.split(rows: 1).1
    guard !model.census.isPast else {
        let words = "not counted for the past; the events tell each change"
        frame.put(words, list.row, list.column + 1, Style(.dim), widthMax: list.columns - 2)
        return
    }
    let all: [ChangeKind] = [.registered, .health, .expired, .breaker, .removed, .edited]
    let height = list.rows >= 8 ? 2 : 1
    let kinds = all.prefix(list.rows >= all.count * height ? all.count : min(4, list.rows))
    for (index, kind) in kinds.enumerated() {
        let row = list.row + index * height
        let counts = Array(model.perMinute(kind).suffix(count))
        frame.put(kind.label, row + height - 1, area.column + 1, Style(.header), widthMax: labelColumns)
        for (offset, line) in Sparkline.rows(counts, height: height, isASCII: frame.isASCII).enumerated() {
            frame.put(line, row + offset, area.column + 1 + labelColumns, Style(kind.role), widthMax: count)
        }
        guard figureColumns > 0 else { continue }
        let column = area.column + 1 + labelColumns + count + 1
        frame.put(figure("max", counts.max() ?? 0), row, column, Style(.dim))
        guard height > 1 else { continue }
        frame.put(figure("now", counts.last ?? 0), row + 1, column)
    }
}

/// The word goes where the number needs its room.
private func figure(_ word: String, _ count: Int) -> String {
    let number = Figures.count(Int64(count))
    return number.utf8.count > 2 ? CellText.padded(number, to: 6, isRight: true) : "\(word) \(number)"
}

extension ChangeKind {
    fileprivate var label: String {
        switch self {
        case .registered: "reg"
        case .removed: "gone"
        case .health: "health"
        case .expired: "expire"
        case .breaker: "breaker"
        case .edited: "edit"
        }
    }

    fileprivate var role: Role {
        switch self {
        case .registered: .up
        case .health: .partial
        case .expired, .breaker: .down
        case .removed, .edited: .out
        }
    }
}
