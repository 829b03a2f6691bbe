import RollcallCore
import RollcallDashboard
import RollcallWire

/// An event in one line whose columns stand still, so that a page of history and a live tail read alike.
enum EventLine {
    /// Where what stands. A narrow terminal shows the time of day only and cuts long names, so that the cause has room.
    private struct Columns {
        let revision = 7
        let time: Int
        let who: Int
        let what: Int
        let isNarrow: Bool

        private static let narrowBelow = 110

        init(_ width: Int?) {
            isNarrow = width ?? .max < Self.narrowBelow
            (time, who, what) = isNarrow ? (9, 20, 25) : (20, 28, 26)
        }

        func line(_ revision: String, _ time: String, _ who: String) -> [String] {
            let shown = isNarrow ? CellText.fitted(who, to: self.who) : who
            return [
                CellText.padded(revision, to: self.revision, isRight: true), wide(time, self.time),
                wide(shown, self.who),
            ]
        }

        /// At least `width` cells: a long name moves its line's end rather than losing its own.
        func wide(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - CellText.width(text)))
        }
    }

    private static let gap = "  "

    static func text(_ event: EventView, _ width: Int?, _ paint: Paint) -> String {
        let columns = Columns(width)
        let head = columns.line(String(event.revision), time(event.time, isNarrow: columns.isNarrow), subject(event))
        let what = columns.wide(summary(event), columns.what)
        let cause = CellText.sanitized(event.cause)
        let plain = (head + [what, ""]).joined(separator: gap)
        guard let width else { return (head + [paint(what, colour(event)), cause]).joined(separator: gap) }
        let room = width - CellText.width(plain)
        guard room > 0 else { return CellText.fitted(plain, to: width) }
        let shown = CellText.fitted(cause, to: room)
        return (head + [paint(what, colour(event)), paint(shown, .faint)]).joined(separator: gap)
    }

    static func header(_ width: Int?, _ paint: Paint) -> String {
        let columns = Columns(width)
        let titles = (columns.line("REV", "TIME", "SERVICE/INSTANCE") + [columns.wide("WHAT", columns.what), "CAUSE"])
            .joined(separator: gap)
        return paint(width.map { CellText.fitted(titles, to: $0) } ?? titles, .faint)
    }

    static func summary(_ event: EventView) -> String {
        if let breaker = event.breaker, let from = event.breakerFrom {
            return CellText.sanitized("breaker \(from) → \(breaker.state)", maxCells: 40)
        }
        guard let from = event.from, let to = event.to else {
            guard let isActive = event.active else { return CellText.sanitized(event.kind, maxCells: 40) }
            return isActive ? "self_preservation on" : "self_preservation off"
        }
        return "\(from.rawValue) → \(to.rawValue)"
    }

    private static func subject(_ event: EventView) -> String {
        guard let instance = event.instance else { return event.service.map { CellText.sanitized($0) } ?? "-" }
        return CellText.sanitized(event.service.map { "\($0)/\(instance)" } ?? instance)
    }

    /// RFC 3339 without the fraction, which the revision makes up for; where room is short, without the day.
    private static func time(_ text: String, isNarrow: Bool) -> String {
        guard let time = WallTime(rfc3339: text) else { return CellText.sanitized(text, maxCells: 40) }
        let second = time.description.prefix { $0 != "." } + "Z"
        return isNarrow ? String(second.drop { $0 != "T" }.dropFirst()) : String(second)
    }

    private static func colour(_ event: EventView) -> Paint.Colour? {
        if let to = event.to { return to.colour }
        return switch EventKind(rawValue: event.kind) {
        case .registered: .green
        case .evicted, .selfPreservation: .red
        case .breaker: event.breaker?.state == "open" ? .red : event.breaker?.state == "closed" ? .green : .yellow
        case .deregistered: .blue
        case .updated, .status, .policy, .started, nil: nil
        }
    }
}
