import RollcallCore
import RollcallWire

/// An event in one line whose columns stand still, so that a page of history and a live tail read alike.
enum EventLine {
    private static let columns = (revision: 7, time: 20, who: 28, what: 26)

    static func text(_ event: EventView, _ width: Int?, _ paint: Paint) -> String {
        let revision = SafeText.escaped(String(event.revision)).padded(to: columns.revision, .right)
        let time = seconds(event.time).padded(to: columns.time)
        let who = subject(event).padded(to: columns.who)
        let what = summary(event).padded(to: columns.what)
        let cause = SafeText.escaped(event.cause)
        let used = revision.count + time.count + who.count + what.count + 8
        let shownCause = width.map { cause.fitted(to: max(0, $0 - used)) } ?? cause
        let line = [paint(revision, .faint), time, who, paint(what, colour(event)), paint(shownCause, .faint)]
            .joined(separator: "  ")
        guard let width, used >= width else { return line }
        return [revision, time, who, what].joined(separator: "  ").fitted(to: width)
    }

    static func header(_ width: Int?, _ paint: Paint) -> String {
        let text = [
            "REV".padded(to: columns.revision, .right), "TIME".padded(to: columns.time),
            "SERVICE/INSTANCE".padded(to: columns.who), "WHAT".padded(to: columns.what), "CAUSE",
        ].joined(separator: "  ")
        return paint(width.map { text.fitted(to: $0) } ?? text, .faint)
    }

    static func summary(_ event: EventView) -> String {
        guard let from = event.from, let to = event.to else {
            guard let isActive = event.active else { return SafeText.escaped(event.kind, countMax: 40) }
            return isActive ? "self_preservation on" : "self_preservation off"
        }
        return "\(from.rawValue) → \(to.rawValue)"
    }

    private static func subject(_ event: EventView) -> String {
        guard let instance = event.instance else { return "-" }
        return SafeText.escaped(event.service.map { "\($0)/\(instance)" } ?? instance)
    }

    /// RFC 3339 without the fraction, which the revision makes up for.
    private static func seconds(_ time: String) -> String {
        guard let dot = time.firstIndex(of: "."), time.hasSuffix("Z") else { return SafeText.escaped(time) }
        return SafeText.escaped(time[..<dot] + "Z")
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

extension String {
    enum Side { case left, right }

    func padded(to width: Int, _ side: Side = .left) -> String {
        let padding = String(repeating: " ", count: max(0, width - count))
        return side == .left ? self + padding : padding + self
    }
}
