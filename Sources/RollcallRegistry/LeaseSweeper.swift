package import Logging
import RollcallCore
import Synchronization

/// Expires leases at their deadlines and evicts instances after theirs. Sleeps until the next deadline: there is no tick.
package struct LeaseSweeper: Sendable {
    private let engine: RegistryEngine
    private let logger: Logger

    package init(_ engine: RegistryEngine, logger: Logger) {
        self.engine = engine
        self.logger = logger
    }

    /// Sweeps until the task is cancelled.
    package func run() async throws {
        let limits = engine.limits
        var preservation = SelfPreservation(limits.selfPreservation)
        // Nothing to wait for: sleep long, the alarm rings when the first lease is granted.
        let idle = Duration.seconds(3_600)
        while !Task.isCancelled {
            let deadline = engine.leases.withLock { $0.nextDeadline }
            let before = engine.time.moment()
            let next = [deadline, preservation.nextJudgement].compactMap { $0 }.min()
            try await engine.leaseAlarm.sleep(until: next ?? before.advanced(by: idle), engine.time)
            let now = engine.time.moment()
            if let next, max(next, before).advanced(by: limits.stallMin) < now {
                engine.leases.withLock { $0.extendAll(at: now) }
                let late = DurationText.brief(max(next, before).duration(to: now))
                logger.warning("Woke up late; every lease starts a full ttl afresh", metadata: ["late": "\(late)"])
                continue
            }
            await sweep(at: now, &preservation)
        }
    }

    private func sweep(at now: Moment, _ preservation: inout SelfPreservation) async {
        let wallTime = engine.time.wallTime()
        let retry = preservation.isActive ? Duration.seconds(5) : .seconds(1)
        let (due, counts) = engine.leases.withLock { leases in
            (leases.takeDue(at: now, countMax: engine.limits.sweepCountMax, retryAfter: retry), leases.counts())
        }
        let expired = due.filter { $0.phase == .held }
        preservation.recordExpiries(expired.count, at: now)
        for lease in expired {
            let cause = cause(of: lease, at: wallTime)
            _ = engine.queue.put(.command(.expireLease(lease.id, cause: cause), nil))
        }
        // Those that run out in this sweep still count as held.
        let lapsedCount = counts.expired + expired.count
        let finding = preservation.judge(
            at: now, leaseCount: counts.held + counts.expired, lapsedCount: lapsedCount)
        if let finding {
            _ = engine.queue.put(.command(.selfPreservation(finding), nil))
            logger.notice(
                "Self-preservation", metadata: ["active": "\(finding.isActive)", "count": "\(finding.count)"])
        }
        guard !preservation.isActive else { return }
        for lease in due where lease.phase == .expired {
            let silent = DurationText.brief(lease.renewed.duration(to: wallTime))
            _ = engine.queue.put(.command(.evict(lease.id, cause: "not renewed for \(silent)"), nil))
        }
    }

    /// Nobody could renew while the daemon was away, so a last renewal before its start does not count from then.
    private func cause(of lease: LeaseTable.Due, at now: WallTime) -> String {
        let ttl = DurationText.format(lease.ttl)
        guard lease.renewed < engine.startedAt else {
            return "lease \(ttl) ran out, last renewed \(DurationText.brief(lease.renewed.duration(to: now))) ago"
        }
        let start = DurationText.brief(engine.startedAt.duration(to: now))
        return "lease \(ttl) ran out, not renewed since the daemon started \(start) ago"
    }
}
