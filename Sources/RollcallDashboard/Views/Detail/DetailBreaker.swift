import RollcallCore
import RollcallWire

extension DashboardModel {
    /// How it stands, what it counted, and beside that the settings it is measured by.
    func breakerLines(_ id: String) -> [[Span]] {
        guard !census.isPast else { return [[Span("not kept for the past; its events tell", .dim)]] }
        let detail = inspection?.id == id ? inspection?.breaker : nil
        let standing = census.breakers[id]
        return [breakerState(standing, detail)] + breakerFigures(standing, detail)
            + breakerSettings(standing == nil, detail?.settings)
    }

    private func breakerState(_ standing: BreakerBoard.Standing?, _ detail: BreakerDetailView?) -> [Span] {
        guard let standing else { return [Span("closed", .up), Span("  calls go through", .dim)] }
        var spans = [Span(standing.word, standing.role)]
        switch standing.state {
        case .closed: break
        case .open:
            if let until = standing.openUntil, let daemonTime {
                let left = daemonTime.duration(to: until)
                spans.append(
                    Span(left > .zero ? "  trial calls in \(LinkState.seconds(left))" : "  due for a trial call"))
            } else if standing.openUntil == nil {
                spans.append(Span("  until it is reset"))
            }
            if standing.openings > 1 {
                spans.append(Span("  \(CheckTracker.ordinal(standing.openings)) time", .dim))
            }
        case .halfOpen:
            if let figures = detail?.figures, let wanted = detail?.settings.successesToClose {
                spans.append(Span("  \(figures.probeSuccesses) of \(wanted) trial calls succeeded"))
            }
        }
        return spans
    }

    private func breakerFigures(_ standing: BreakerBoard.Standing?, _ detail: BreakerDetailView?) -> [[Span]] {
        let figures = detail?.figures
        if let standing {
            // The window was emptied when it opened; why it did says what was in it.
            var spans = [figures.map { Span("not permitted \($0.notPermitted)", .warning) } ?? Span("asking…", .dim)]
            if let count = detail?.settings.successesToClose {
                spans.append(Span("  needs \(count) trial calls", .dim))
            }
            return [[Span(standing.cause)], spans]
        }
        guard let figures else { return [[Span("asking…", .dim)]] }
        guard figures.calls > 0 else { return [[Span("no calls counted yet", .dim)]] }
        return [
            [
                Span("fail \(Figures.percent(figures.failureRate)) of \(figures.calls)"),
                Span("  slow \(Figures.percent(figures.slowCallRate))"), Span("  in a row \(figures.failuresInRow)"),
            ]
        ]
    }

    private func breakerSettings(_ isClosed: Bool, _ settings: BreakerSettingsBody?) -> [[Span]] {
        guard let settings else { return [] }
        if settings.enabled == false { return [[Span("opens by hand only", .dim)]] }
        var rules: [String] = []
        if let rate = settings.failureRate { rules.append("fail \(Figures.percent(rate))") }
        if let rate = settings.slowCallRate { rules.append("slow \(Figures.percent(rate))") }
        if let count = settings.consecutiveFailures { rules.append("row \(count)") }
        var lines = [[Span("opens at \(rules.joined(separator: "  "))", .dim)]]
        if isClosed, let base = settings.openBase, let most = settings.openMax {
            lines.append([Span("for \(base), longer each time, up to \(most)", .dim)])
        }
        return lines
    }

    func timelineLines(_ sighting: Sighting, _ history: [EventView], width: Int) -> [DetailLine] {
        guard let daemonTime, !census.isPast else { return [] }
        let columns = max(10, min(width >= 100 ? 100 : 60, width - 2))
        let created = WallTime(rfc3339: sighting.view.created)
        let cells = BreakerTimeline.letters(
            history, present: census.breakers[sighting.view.id], since: created, until: daemonTime, count: columns)
        var spans: [Span] = []
        // One span a run: a row of a hundred cells has few of them.
        for letter in cells {
            let role: Role =
                switch letter {
                case "O", "F": .down
                case "h": .warning
                default: .text
                }
            if spans.last?.role == role {
                spans[spans.count - 1].text.append(letter)
            } else {
                spans.append(Span(String(letter), role))
            }
        }
        let letters = "c closed, O open, h half-open, F forced"
        let words = width < 72 ? "breaker, last 60 min" : "breaker timeline, last 60 min (\(letters))"
        return [.rule(words), .spans(spans), .spans([Span(Self.axis(columns), .dim)])]
    }

    /// `-60m      -40m      -20m      now`, each at its place.
    private static func axis(_ columns: Int) -> String {
        var text = "-60m"
        for (mark, share) in [("-40m", 1.0 / 3), ("-20m", 2.0 / 3)] {
            let place = Int(Double(columns) * share)
            guard place > text.count else { continue }
            text = CellText.padded(text, to: place) + mark
        }
        return CellText.padded(text, to: columns - 3) + "now"
    }
}
