import RollcallCore
import RollcallWire

extension DashboardModel {
    func leaseLines(_ sighting: Sighting) -> [[Span]] {
        let lease = sighting.view.lease
        var state = [Span("TTL \(lease.ttl)  left "), sighting.lease(at: now, isKnown: linkState.knowsLeases)]
        if linkState.knowsLeases, let left = sighting.leaseLeft(at: now), let ttl = DurationText.parse(lease.ttl),
            ttl > .zero
        {
            let share = Double(left.milliseconds) / Double(ttl.milliseconds)
            state += [Span("  ")] + bar(share, columns: 12, share < 0.25 ? .warning : .up)
        }
        var renewed = [Span("renewed -", .dim)]
        if let text = lease.renewed, let time = WallTime(rfc3339: text) {
            // The age of what was told grows until it is told again, as the lease itself does.
            let age = age(of: time).map { "\(LinkState.seconds($0)) ago  " } ?? ""
            renewed = [Span("renewed \(age)"), Span("\(time.timeOfDay)Z", .dim)]
        }
        var eviction = [Span("evicted \(lease.evictAfter) after it runs out", .dim)]
        if linkState.knowsLeases, let left = lease.evictsInMilliseconds {
            let rest = max(.zero, .milliseconds(left) - max(.zero, sighting.leaseRead.duration(to: now)))
            eviction = [Span("evicted in \(DurationText.brief(rest))", .warning)]
        }
        return [state, renewed, eviction]
    }

    /// What it all comes to: `lease healthy; not pickable because: status DOWN, breaker OPEN`.
    func verdict(on id: String, isBrief: Bool) -> [Span] {
        guard let sighting = census.instances[id] else { return [Span("gone: nothing is left to pick", .message)] }
        var spans = [leaseWord(sighting), Span("; ")]
        let reasons = whyNotPickable(sighting)
        // What was last heard need not hold any more.
        let verb = linkState.isStale ? "was" : "is"
        guard reasons.isEmpty else {
            let words = isBrief ? "not pickable: " : "instance \(verb) not pickable because: "
            spans += [Span(words), Span(reasons.joined(separator: ", "), .down)]
            return spans
        }
        spans.append(Span("instance \(verb) pickable", .up))
        if census.breakers[id] != nil { spans.append(Span(", for trial calls only: breaker half-open", .warning)) }
        return spans
    }

    private func leaseWord(_ sighting: Sighting) -> Span {
        let word = sighting.lease(at: now, isKnown: linkState.knowsLeases)
        if word.role == .down { return Span("lease ran out", .down) }
        guard linkState.knowsLeases, sighting.leaseLeft(at: now) != nil else { return Span("lease unknown", .dim) }
        return word.role == .warning ? Span("lease running out", .warning) : Span("lease healthy")
    }

    private func whyNotPickable(_ sighting: Sighting) -> [String] {
        var reasons: [String] = []
        if sighting.view.status != .up { reasons.append("status \(sighting.view.status.word(isNarrow: false))") }
        if let breaker = census.breakers[sighting.view.id], !breaker.letsThrough {
            reasons.append("breaker \(breaker.word)")
        }
        if sighting.trafficWeight == 0 { reasons.append("weight 0") }
        return reasons
    }
}

extension BreakerBoard.Standing {
    var word: String {
        switch state {
        case .closed: "closed"
        case .open: isForced ? "FORCED OPEN" : "OPEN"
        case .halfOpen: "half-open"
        }
    }

    var role: Role { state == .open ? .down : .warning }
}
