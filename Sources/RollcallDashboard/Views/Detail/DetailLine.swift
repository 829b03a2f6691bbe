/// A line of the detail screen, which is as long as the instance has things to tell and scrolls.
enum DetailLine {
    case rule(String)
    case spans([Span])
    /// Two panes beside each other.
    case rules(String, String)
    case pair([Span], [Span])
}

extension Frame {
    mutating func put(_ line: DetailLine, _ row: Int, in area: Area) {
        let (left, right) = area.split(columns: (area.columns - 1) / 2, gap: 1)
        let end = area.column + area.columns
        switch line {
        case .rule(let title): rule(title, row, area.column, area.columns)
        case .spans(let spans): put(spans, row, area.column + 1, until: end)
        case .rules(let first, let second):
            rule(first, row, left.column, left.columns)
            rule(second, row, right.column, right.columns)
        case .pair(let first, let second):
            put(first, row, left.column + 1, until: left.column + left.columns)
            put(second, row, right.column + 1, until: end)
        }
    }
}
