import RollcallCore
import RollcallDashboard
import RollcallWire

/// An event in one line whose columns stand still, so that a page of history and a live tail read alike.
enum EventLine {
    private static let columns = (revision: 7, time: 20, who: 28, what: 26)
    private static let gap = "  "

    static func text(_ event: EventView, _ width: Int?, _ paint: Paint) -> String {
        let revision = CellText.padded(String(event.revision), to: columns.revision, isRight: true)
        let head = [revision, wide(seconds(event.time), columns.time), wide(subject(event), columns.who)]
        let what = wide(summary(event), columns.what)
        let cause = CellText.sanitized(event.cause)
        let room = width.map { $0 - CellText.width((head + [what, ""]).joined(separator: gap)) }
        guard let room else { return (head + [paint(what, colour(event)), cause]).joined(separator: gap) }
        guard room > 0 else { return CellText.fitted((head + [what]).joined(separator: gap), to: width ?? 0) }
        let shown = CellText.fitted(cause, to: room)
        return (head + [paint(what, colour(event)), paint(shown, .faint)]).joined(separator: gap)
    }

    static func header(_ width: Int?, _ paint: Paint) -> String {
        let titles = [
            CellText.padded("REV", to: columns.revision, isRight: true), wide("TIME", columns.time),
            wide("SERVICE/INSTANCE", columns.who), wide("WHAT", columns.what), "CAUSE",
        ].joined(separator: gap)
        return paint(width.map { CellText.fitted(titles, to: $0) } ?? titles, .faint)
    }

    /// At least `width` cells: a long name moves its line's end rather than losing its own.
    private static func wide(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - CellText.width(text)))
    }

    static func summary(_ event: EventView) -> String {
        guard let from = event.from, let to = event.to else {
            guard let isActive = event.active else { return CellText.sanitized(event.kind, maxCells: 40) }
            return isActive ? "self_preservation on" : "self_preservation off"
        }
        return "\(from.rawValue) → \(to.rawValue)"
    }

    private static func subject(_ event: EventView) -> String {
        guard let instance = event.instance else { return "-" }
        return CellText.sanitized(event.service.map { "\($0)/\(instance)" } ?? instance)
    }

    /// RFC 3339 without the fraction, which the revision makes up for.
    private static func seconds(_ time: String) -> String {
        guard let dot = time.firstIndex(of: "."), time.hasSuffix("Z") else { return CellText.sanitized(time) }
        return CellText.sanitized(time[..<dot] + "Z")
    }

    private static func colour(_ event: EventView) -> Paint.Colour? {
        if let to = event.to { return to.colour }
        return switch EventKind(rawValue: event.kind) {
        case .registered: .green
        case .evicted, .selfPreservation: .red
        case .deregistered: .blue
        case .updated, .status, .started, nil: nil
        }
    }
}
