import RollcallCore

/// A time without the daemon that has not ended yet.
struct Outage: Sendable, Equatable {
    let revision: Int64
    let from: WallTime
}

extension DashboardModel {
    mutating func noteOutage(_ report: LinkReport) {
        guard case .lost = report, outage == nil, live.revision > 0, !isArchive else { return }
        outage = Outage(revision: live.revision, from: presentTime ?? wallTime)
    }

    /// The daemon was heard of again and stands at `revision`.
    ///
    /// - Parameter isContinuous: It is the same registry as before.
    mutating func endOutage(at revision: Int64, isContinuous: Bool) {
        guard let outage else { return }
        self.outage = nil
        let gap = LinkGap(
            after: isContinuous ? outage.revision : revision, from: outage.from, to: presentTime ?? wallTime,
            fetched: isContinuous ? max(0, revision - outage.revision) : nil)
        live.journal.note(gap)
        travel?.past?.note([gap.after: gap])
        isArrangementDue = true
    }
}
