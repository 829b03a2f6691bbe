import RollcallCore
import RollcallHTTP
import RollcallHealth
import RollcallWire

/// Shows the scheduler's checks to the API.
struct SchedulerReading: HealthReading {
    let scheduler: HealthScheduler
    let policy: DialPolicy

    func states(of ids: [InstanceID]) -> [[String: CheckStateView]] {
        scheduler.summaries(of: ids).map { summaries in
            var states: [String: CheckStateView] = [:]
            for summary in summaries {
                states[summary.name] = CheckStateView(
                    verdict: summary.verdict.rawValue, streak: summary.streak,
                    last: summary.last.map(CheckResultView.init),
                    nextInMilliseconds: summary.due.map { max(0, $0.milliseconds) })
            }
            return states
        }
    }

    func results(of id: InstanceID) -> [String: [CheckResultView]] {
        var results: [String: [CheckResultView]] = [:]
        for view in scheduler.checks(of: id) { results[view.check.name] = view.results.map(CheckResultView.init) }
        return results
    }

    func histories(of id: InstanceID) -> [String: CheckMarksView] {
        var histories: [String: CheckMarksView] = [:]
        for view in scheduler.checks(of: id) { histories[view.check.name] = CheckMarksView(view.results) }
        return histories
    }

    func report(_ id: InstanceID, check: String, passed: Bool, output: String) async throws(RegistryError) {
        try await scheduler.report(instance: id, check: check, passed: passed, output: output)
    }

    func refusal(of registration: Registration) -> InvalidField? {
        let isProbed = registration.checks.contains { if case .ttl = $0.kind { false } else { true } }
        guard isProbed, let refusal = policy.refusal(for: registration.address, port: registration.port) else {
            return nil
        }
        return InvalidField("address", "must not be checked: \(refusal)")
    }

    var gauges: StatusView.Checks {
        let gauges = scheduler.gauges
        return StatusView.Checks(
            scheduled: gauges.checkCount, inFlight: gauges.inFlightCount, probes: Int64(gauges.probeCount),
            latenessMillisecondsP99: gauges.latenessMillisecondsP99)
    }
}
