import RollcallCore
import RollcallWire

/// The last hour's changes by minute, as the daemon counted them once and as events go on from there.
struct RecentMinutes: Sendable {
    private var history = MinuteHistory()
    /// Events up to here are counted already.
    private var revision: Int64 = 0
    private(set) var time: WallTime?

    init() {}

    init?(_ view: MinutesView) {
        guard let history = view.history else { return nil }
        self.history = history
        revision = view.revision
        time = WallTime(rfc3339: view.time)
    }

    mutating func count(_ event: EventView) {
        guard event.revision > revision, let kind = EventKind(rawValue: event.kind),
            let change = ChangeKind(kind, on: event.on), let time = WallTime(rfc3339: event.time)
        else { return }
        history.record(change, at: time)
        self.time = max(self.time ?? time, time)
    }

    func counts(_ kind: ChangeKind, at now: WallTime) -> [Int] { history.counts(kind, at: now) }
}
