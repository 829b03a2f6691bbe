import RollcallCore

extension DashboardModel {
    mutating func askForTime() -> [Command] {
        overlay = .goToTime(text: "")
        return []
    }

    mutating func pressGoToTime(_ key: Key, _ text: String) -> [Command]? {
        switch key {
        case .character(let character) where text.count < 40: overlay = .goToTime(text: text + String(character))
        case .paste(let line): overlay = .goToTime(text: String((text + line).prefix(40)))
        case .backspace: overlay = .goToTime(text: String(text.dropLast()))
        case .control("u"): overlay = .goToTime(text: "")
        case .escape: overlay = nil
        case .control("c"):
            overlay = nil
            return nil
        case .enter: return goToTime(text)
        default: break
        }
        return []
    }

    private mutating func goToTime(_ text: String) -> [Command] {
        overlay = nil
        guard !text.isEmpty else { return [] }
        do throws(UnreadablePoint) {
            let point = try PastPoint.parse(text, now: presentTime ?? travel?.past?.time ?? wallTime)
            if travel == nil { travel = Travel() }
            return go(to: point)
        } catch {
            say("\(error.problem). \(error.hint)")
            return []
        }
    }
}

/// In the message line, where the text will be missed least.
func drawGoToTime(_ model: DashboardModel, _ text: String, on frame: inout Frame) {
    guard frame.size.rows > 0 else { return }
    let row = max(0, frame.size.rows - 2)
    frame.fill(Area(row: row, column: 0, rows: 1, columns: frame.size.columns))
    let spans = [Span(" go to: ", .header), Span(text), Span("_", .key), Span("  \(PastPoint.examples)", .dim)]
    frame.put(spans, row, 0)
    frame.cursorRow = row
}
