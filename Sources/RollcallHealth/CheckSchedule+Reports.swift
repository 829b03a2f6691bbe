import RollcallCore

/// Ttl checks: the service reports, and silence counts as failure.
extension CheckSchedule {
    /// Counts a report and moves the deadline of the next one.
    ///
    /// - Throws: `.unknownInstance`, `.unknownCheck`, or `.notReportable` for a check that the daemon makes itself.
    mutating func report(
        _ id: InstanceID, check name: String, _ result: CheckResult, at now: Moment
    ) throws(RegistryError) {
        guard let ticket = watched[id]?.tickets.first(where: { entries[$0]?.check.name == name }),
            var entry = entries[ticket]
        else { throw .unknownCheck(id, name) }
        guard case .ttl(let ttl) = entry.check.kind else { throw .notReportable(id, name) }
        entry.tracker.record(result, rise: entry.check.rise, fall: entry.check.fall)
        // A report during the initial delay must not bring the deadline forward: the appointment only moves back.
        entry.due = max(entry.due, now.advanced(by: ttl))
        entry.lastSign = now
        entries[ticket] = entry
    }

    /// One failure for each `ttl` of silence. A clock that jumped counts once.
    static func miss(_ entry: inout Entry, _ ttl: Duration, at now: Moment, _ wallTime: WallTime) {
        let silence = Span.words(entry.lastSign.duration(to: now))
        let result = CheckResult(
            at: wallTime, passed: false, took: .zero, cause: "no report for \(silence) (ttl \(Span.words(ttl)))")
        entry.tracker.record(result, rise: entry.check.rise, fall: entry.check.fall)
        entry.due = next(after: entry.due, every: ttl, from: now)
    }
}
