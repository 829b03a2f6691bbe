import RollcallCore
import RollcallWire

extension DashboardModel {
    /// How many there are of what, one line a noun.
    var totals: [[Span]] { [serviceTotals, instanceTotals, pickableTotals, leaseTotals, storeTotals] }

    private var serviceTotals: [Span] {
        var spans = [Span("SERVICES  ", .header), number(census.services.count)]
        for state in [ServiceState.up, .partial, .down, .starting, .out, .empty] {
            // The rarer ones take their room only when there are any.
            if census.count(state) == 0, [.starting, .out].contains(state) { continue }
            spans += figure(state.word, census.count(state), state.role)
        }
        return spans
    }

    private var instanceTotals: [Span] {
        let counts = census.counts
        var spans = [Span("INSTANCES ", .header), number(counts.total)] + figure("UP", counts.up, .up)
        spans += figure("STARTING", counts.starting, .starting) + figure("DOWN", counts.down, .down)
        spans += figure("OUT", counts.outOfService, .out)
        guard !census.isPast else { return spans }
        return spans + figure("EXPIRED/1h", perMinute(.expired).reduce(0, +), .warning)
    }

    private var pickableTotals: [Span] {
        let breakers = census.breakers.counts
        let share = Figures.percent(census.pickable, of: census.counts.total)
        var spans = [Span("PICKABLE  ", .header), number(census.pickable), Span("   \(share)"), Span("   ")]
        guard !census.isPast else { return spans + [Span("by status; breakers are not kept for the past", .dim)] }
        spans.append(Span("BREAKERS", .header))
        spans += figure("open", breakers.open, .down) + figure("half", breakers.halfOpen, .warning)
        return spans + figure("forced", breakers.forced, .down)
    }

    private var leaseTotals: [Span] {
        var spans = [Span("LEASES    ", .header)]
        guard let pulse else { return spans + [unknown] }
        let leases = pulse.leases
        spans.append(number(leases.held))
        if let count = leases.under5s { spans += figure("<5s", count, .warning, gap: "  ") }
        if let count = leases.under15s { spans += figure("<15s", count, .text, gap: "  ") }
        if let rate = leases.renewalsPerSecond { spans.append(Span("  renew/s \(Figures.rate(rate))")) }
        // The last whole minute, unless the one under way has more already.
        spans += figure("expired/min", perMinute(.expired).suffix(2).max() ?? 0, .down, gap: "  ")
        return spans + [pulse.selfPreservation ? Span("  evictions PAUSED", .warning) : Span("  evictions on", .dim)]
    }

    private var storeTotals: [Span] {
        let spans = [Span("STORE     ", .header)]
        guard let store = pulse?.store else { return spans + [unknown] }
        var parts = [
            "db \(Figures.bytes(store.databaseBytes))", "wal \(Figures.bytes(store.walBytes))",
            "events \(Figures.count(store.events))",
        ]
        if let p99 = store.commitMillisecondsP99 { parts.append("commit p99 \(Figures.milliseconds(p99))") }
        let line = spans + [Span(parts.joined(separator: "   "))]
        guard let share = store.diskUsedShare else { return line }
        return line + [Span("   "), Span("disk \(Figures.percent(share))", share >= 0.9 ? .warning : .text)]
    }

    private var unknown: Span { Span(census.isPast ? "    not kept for the past" : "    -", .dim) }

    private func number(_ count: Int) -> Span { Span(CellText.padded(String(count), to: 5, isRight: true)) }

    private func figure(_ word: String, _ count: Int, _ role: Role, gap: String = "   ") -> [Span] {
        [Span(gap), Span("\(word) \(count)", count == 0 ? .dim : role)]
    }
}
