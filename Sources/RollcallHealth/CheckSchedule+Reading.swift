import RollcallCore

/// What all checks of an instance say together.
struct Finding: Sendable, Equatable {
    let verdict: CheckTracker.Verdict
    let cause: String
}

extension CheckSchedule {
    /// Any check failing means failing; all passing means passing. The cause is that of the check named `deciding` if
    /// it says the same, else that of the first that does.
    func finding(_ id: InstanceID, deciding: String? = nil) -> Finding? {
        guard let known = watched[id] else { return nil }
        let checks = known.tickets.compactMap { entries[$0] }
        let verdict: CheckTracker.Verdict
        if checks.contains(where: { $0.tracker.verdict == .failing }) {
            verdict = .failing
        } else {
            verdict = checks.allSatisfy { $0.tracker.verdict == .passing } ? .passing : .unknown
        }
        let agreeing = checks.filter { $0.tracker.verdict == verdict }
        guard let spoke = agreeing.first(where: { $0.check.name == deciding }) ?? agreeing.first else { return nil }
        let cause = spoke.tracker.cause
        return Finding(verdict: verdict, cause: checks.count == 1 ? cause : "check \(spoke.check.name): \(cause)")
    }

    func views(_ id: InstanceID, at now: Moment) -> [CheckView] {
        (watched[id]?.tickets ?? []).compactMap { entries[$0] }.map { entry in
            CheckView(
                check: entry.check, verdict: entry.tracker.verdict, streak: entry.tracker.streak,
                last: entry.tracker.last, due: now.duration(to: entry.due), results: entry.tracker.results)
        }
    }

    func summaries(_ id: InstanceID, at now: Moment) -> [CheckSummary] {
        (watched[id]?.tickets ?? []).compactMap { entries[$0] }.map { entry in
            CheckSummary(
                name: entry.check.name, verdict: entry.tracker.verdict, streak: entry.tracker.streak,
                last: entry.tracker.last, due: now.duration(to: entry.due))
        }
    }
}
