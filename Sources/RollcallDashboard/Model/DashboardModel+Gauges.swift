package import RollcallCore
import RollcallWire

/// What is counted rather than listed.
extension DashboardModel {
    mutating func take(_ view: MinutesView) {
        guard var minutes = RecentMinutes(view) else { return }
        // What came while it was under way.
        for event in live.events.newest { minutes.count(event) }
        live.minutes = minutes
    }

    mutating func take(_ view: BreakerListView) {
        live.census.take(view.breakers)
        live.breakersRevision = view.revision
        isArrangementDue = true
    }

    mutating func take(_ view: ServiceListView) {
        live.census.take(view.services)
        isArrangementDue = true
    }

    /// Changes of a kind in each of the last 60 minutes.
    package func perMinute(_ kind: ChangeKind) -> [Int] {
        guard let now = [daemonTime, world.minutes.time].compactMap(\.self).max() else { return [] }
        return world.minutes.counts(kind, at: now)
    }
}
