package import RollcallCore
import Synchronization

/// What the engine counts of its own work.
final class RegistryGauges: Sendable {
    private struct State {
        var minutes: MinuteHistory
        var commits = RecentDurations()
    }

    private let state: Mutex<State>

    init(_ minutes: MinuteHistory) {
        state = Mutex(State(minutes: minutes))
    }

    func note(_ events: [RegistryEvent]) {
        guard !events.isEmpty else { return }
        state.withLock { state in
            for event in events {
                if let kind = ChangeKind(event.kind) { state.minutes.record(kind, at: event.time) }
            }
        }
    }

    func noteCommit(_ duration: Duration) {
        state.withLock { $0.commits.record(duration) }
    }

    var minutes: MinuteHistory { state.withLock { $0.minutes } }
    var commits: RecentDurations { state.withLock { $0.commits } }
}

extension RegistryEngine {
    /// Walks all leases; see `LeaseTable.gauges`.
    package func leaseGauges() -> LeaseGauges {
        let now = time.moment()
        return leases.withLock { $0.gauges(at: now) }
    }

    /// Changes of the last 60 minutes, those before the start included.
    package var minuteHistory: MinuteHistory { gauges.minutes }

    /// How long 99 of 100 of the last thousand commits took at most; nil before the first.
    package var commitMillisecondsP99: Double? { gauges.commits.quantiles?.p99 }
}
