import RollcallCore

/// Following the registry.
extension CheckSchedule {
    /// Takes in `instance` as it is at its revision; older news than what is known is ignored.
    ///
    /// Checks that stay as they are keep their schedule and their results. A new address or port starts all of them
    /// afresh, for it is another process that answers there.
    mutating func place(_ instance: ServiceInstance, isInitial: Bool = false, at now: Moment, _ wallTime: WallTime) {
        let (id, registration) = (instance.id, instance.registration)
        if let known = watched[id], known.revision >= instance.revision { return }
        // Registered anew under the same id: nothing that was known holds.
        if let known = watched[id], known.created != instance.created { forget(id) }
        guard !registration.checks.isEmpty else { return forget(id) }
        let known = watched[id]
        let target = ProbeTarget(address: registration.address, port: registration.port)
        var former: [String: Ticket] = [:]
        for ticket in known?.tickets ?? [] { former[entries[ticket]?.check.name ?? ""] = ticket }
        let tickets = registration.checks.map { check -> Ticket in
            guard let ticket = former[check.name], let entry = entries[ticket], entry.check == check else {
                let delay =
                    isInitial
                    ? Self.rest(of: check.initialDelay, since: instance.created, wallTime) : check.initialDelay
                return plan(fresh(check, of: id, target, delay, isInitial: isInitial, at: now))
            }
            if known?.target == target {
                former[check.name] = nil
                return ticket
            }
            var moved = fresh(check, of: id, target, check.initialDelay, isInitial: false, at: now)
            moved.tracker = entry.tracker
            moved.tracker.restart()
            return plan(moved)
        }
        for ticket in former.values { entries[ticket] = nil }
        watched[id] = Watched(
            revision: instance.revision, created: instance.created, target: target, tickets: tickets,
            resumed: known?.resumed)
        if instance.lastChange.trigger == .resume { resume(id, at: instance.lastChange.at) }
    }

    /// What an operator brings back has to prove itself again: verdicts begin afresh. Once for each resumption.
    mutating func resume(_ id: InstanceID, at wallTime: WallTime) {
        guard let known = watched[id], known.resumed.map({ $0 < wallTime }) ?? true else { return }
        watched[id]?.resumed = wallTime
        for ticket in known.tickets { entries[ticket]?.tracker.restart() }
    }

    /// Forgets an instance that was removed at `revision`, unless it has come back since.
    mutating func remove(_ id: InstanceID, at revision: Revision) {
        guard let known = watched[id], known.revision < revision else { return }
        forget(id)
    }

    /// Nobody could report while the daemon stood still: every report gets its full time again.
    mutating func forgiveSilence(at now: Moment) {
        for (ticket, entry) in entries {
            guard case .ttl(let ttl) = entry.check.kind else { continue }
            entries[ticket]?.due = max(entry.due, now.advanced(by: ttl))
        }
    }

    private mutating func forget(_ id: InstanceID) {
        for ticket in watched.removeValue(forKey: id)?.tickets ?? [] { entries[ticket] = nil }
    }

    private mutating func fresh(
        _ check: HealthCheck, of id: InstanceID, _ target: ProbeTarget, _ delay: Duration, isInitial: Bool,
        at now: Moment
    ) -> Entry {
        let start = now.advanced(by: delay)
        let due: Moment
        if case .ttl(let ttl) = check.kind {
            due = start.advanced(by: ttl)
        } else {
            let spread = isInitial ? check.interval : min(check.interval, limits.firstSpreadMax)
            due = start.advanced(by: .nanoseconds(Int64.random(in: 0..<spread.nanoseconds, using: &generator)))
        }
        return Entry(instance: id, check: check, target: target, due: due, lastSign: start)
    }

    /// What is left of a delay that began when the instance was registered, before the daemon came up.
    private static func rest(of delay: Duration, since created: WallTime, _ now: WallTime) -> Duration {
        min(delay, max(.zero, delay - created.duration(to: now)))
    }
}
