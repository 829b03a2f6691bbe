import RollcallCore
package import RollcallWire

/// An event in words that stay the same from version to version, for screen readers, logs and scripts: the time, what is
/// now, of what, and what was.
package enum PlainLine {
    package static func text(_ event: EventView, isASCII: Bool) -> String {
        let time = WallTime(rfc3339: event.time)?.timeOfDay ?? CellText.sanitized(event.time, maxCells: 40)
        let words = [time + "Z", word(event), subject(event)].filter { !$0.isEmpty }
        let line = words.joined(separator: " ") + was(event)
        return isASCII ? ASCII.folded(line) : line
    }

    private static func word(_ event: EventView) -> String {
        if let to = event.to { return to.rawValue }
        if let breaker = event.breaker {
            return "BREAKER-" + CellText.sanitized(breaker.state, maxCells: 20).uppercased()
        }
        switch EventKind(rawValue: event.kind) {
        case .registered: return "REGISTERED"
        case .updated: return "UPDATED"
        case .deregistered: return "DEREGISTERED"
        case .evicted: return "EVICTED"
        case .policy: return "POLICY"
        case .selfPreservation: return event.active == true ? "EVICTIONS-PAUSED" : "EVICTIONS-ON"
        case .started: return "STARTED"
        case .status, .breaker, nil: return CellText.sanitized(event.kind, maxCells: 40).uppercased()
        }
    }

    private static func subject(_ event: EventView) -> String {
        [event.service, event.instance].compactMap { $0 }.map { CellText.sanitized($0, maxCells: 200) }
            .joined(separator: " ")
    }

    private static func was(_ event: EventView) -> String {
        let before = event.from?.rawValue ?? event.breakerFrom.map { CellText.sanitized($0, maxCells: 20) }
        let cause = CellText.sanitized(event.cause)
        return (before.map { " was \($0)" } ?? "") + (cause.isEmpty ? "" : ": \(cause)")
    }
}
