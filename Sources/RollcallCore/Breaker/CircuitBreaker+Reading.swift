extension CircuitBreaker {
    package var name: BreakerState {
        switch state {
        case .closed: .closed
        case .open: .open
        case .halfOpen: .halfOpen
        }
    }

    /// Ordinary calls may go out.
    package var isClosed: Bool { name == .closed }

    package var isForced: Bool {
        if case .open(let open) = state { open.isForced } else { false }
    }

    /// Nil where it is not open, or open until somebody resets it.
    package var openUntil: Moment? {
        if case .open(let open) = state { open.until } else { nil }
    }

    /// It would be open, were the share of instances that may be open not used up.
    package var heldBackCause: String? {
        if case .closed(let closed) = state { closed.heldBackCause } else { nil }
    }

    /// Why it stands as it does: where calls have failed since its last change, that, and otherwise the change.
    package var currentCause: String {
        guard case .closed(let closed) = state, closed.window.failureCount > 0 else { return cause }
        if let held = closed.heldBackCause { return "closed, since enough others are open: \(held)" }
        let window = closed.window
        let inRow = window.failuresInRow > 1 ? ", the last \(window.failuresInRow) in a row" : ""
        return "\(window.failureCount) of the last \(window.count) calls failed\(inRow)"
    }

    /// Probes that may still report.
    package func probesUnderWay(at now: Moment) -> Int {
        guard case .halfOpen(let halfOpen) = state else { return 0 }
        return halfOpen.probes.count { $0.deadline > now }
    }

    /// Whether `startProbe` would let a probe out.
    package func mayProbe(at now: Moment, under settings: BreakerSettings) -> Bool {
        nextProbe(at: now, under: settings).map { $0 <= now } ?? false
    }

    /// From when on `startProbe` would let a probe out if nothing else happened; nil when time alone changes nothing.
    package func nextProbe(at now: Moment, under settings: BreakerSettings) -> Moment? {
        switch state {
        case .closed: return nil
        case .open(let open): return open.until
        case .halfOpen(let halfOpen):
            let deadlines = halfOpen.probes.map(\.deadline).filter { $0 > now }.sorted()
            let surplus = deadlines.count - settings.probeCountMax
            return surplus < 0 ? now : deadlines[surplus]
        }
    }

    /// `open for another 12.0s: 5 failures in a row, the last: connect failed`
    package func words(at now: Moment, under settings: BreakerSettings) -> String {
        switch state {
        case .closed(let closed):
            return closed.heldBackCause.map { "closed, since enough others are open: \($0)" } ?? "closed"
        case .open(let open):
            guard let until = open.until else { return "open until it is reset: \(cause)" }
            guard until > now else { return "open and due for a probe: \(cause)" }
            return "open for another \(DurationText.brief(now.duration(to: until))): \(cause)"
        case .halfOpen(let halfOpen):
            return "half-open: \(halfOpen.successes) of \(settings.successesToClose) probes succeeded, "
                + "\(probesUnderWay(at: now)) under way"
        }
    }
}
