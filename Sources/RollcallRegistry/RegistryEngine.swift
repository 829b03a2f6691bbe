package import Logging
package import RollcallCore
import Synchronization

/// The durable registry: one writer, immutable snapshots for readers, and the live tail for watchers.
///
/// Commands wait in a queue. The writer takes all that wait, applies them to a draft of the state, commits once, and only
/// then shows the new snapshot, tells the watchers and answers the callers. So nothing is visible before it is durable,
/// and nothing acknowledged is ever lost.
package final class RegistryEngine: Sendable {
    package let store: any RegistryStore
    package let time: any Timekeeper
    package let limits: RegistryLimits
    package let startedAt: WallTime

    let leases: Mutex<LeaseTable>
    let leaseAlarm = Alarm()
    let queue: CommandQueue
    private let logger: Logger
    private let state: Mutex<RegistryState>
    private let floor: Mutex<Revision>
    private let broadcaster: Broadcaster
    let gauges: RegistryGauges
    private let startCause: String
    /// Picks and outcomes as the last owner of the store left them.
    package let storedTotals: [InstanceID: TrafficTotals]

    /// Takes over what `store` holds. Every lease starts a full ttl afresh: nobody could renew while nobody listened.
    ///
    /// - Throws: what the store throws when it cannot be read.
    package init(
        store: any RegistryStore, time: any Timekeeper, limits: RegistryLimits = RegistryLimits(), logger: Logger
    ) async throws(StoreError) {
        let stored = try await store.load()
        let (moment, wallTime) = (time.moment(), time.wallTime())
        var state = RegistryState(
            epoch: stored.epoch, revision: stored.revision,
            lastEventTime: stored.lastEventTime ?? WallTime(milliseconds: 0),
            instanceCountMax: limits.instanceCountMax)
        var leases = LeaseTable()
        for item in stored.instances {
            let instance = item.instance
            state.restore(instance)
            leases.restore(
                instance.id,
                Lease(
                    restored: instance.registration.lease, granted: instance.created, renewed: item.renewed,
                    hasLapsed: state.isLapsed(instance.id), at: moment))
        }
        for (id, flaps) in stored.flaps { state.restore(id, flaps) }
        for (id, breaker) in stored.breakers { state.restore(id, breaker) }
        for (service, policy) in stored.policies { state.restore(service, policy) }
        self.store = store
        self.time = time
        self.limits = limits
        self.startedAt = wallTime
        self.leases = Mutex(leases)
        self.queue = CommandQueue(waitingCountMax: limits.waitingCountMax)
        self.logger = logger
        self.broadcaster = Broadcaster(
            revision: state.revision, bufferCountMax: limits.watchBufferCountMax,
            recentCountMax: limits.recentEventCountMax)
        self.floor = Mutex(stored.floor)
        self.startCause = Self.startCause(stored, at: wallTime)
        self.storedTotals = stored.totals
        self.gauges = RegistryGauges(stored.minutes)
        self.state = Mutex(state)
    }

    private static func startCause(_ stored: StoredRegistry, at now: WallTime) -> String {
        guard let last = stored.lastEventTime else { return "a new registry" }
        let ended = stored.wasClosed ? "after an orderly stop" : "after a stop without goodbye"
        let away = DurationText.brief(last.duration(to: now))
        return "\(ended), last event \(away) ago, \(stored.instances.count) instances found again"
    }

    // MARK: Reading

    /// The registry as of the last commit. Costs a copy of a few references.
    package var snapshot: RegistryState { state.withLock { $0 } }
    /// The newest revision whose event is no longer kept.
    package var historyFloor: Revision { floor.withLock { $0 } }
    package var watcherCount: Int { broadcaster.watcherCount }
    package var waitingCount: Int { queue.waitingCount }

    package func lease(_ id: InstanceID) -> Lease? { leases.withLock { $0[id] } }

    /// The leases of many instances at one moment; nil stands for those that are gone.
    package func leases(_ ids: [InstanceID]) -> [Lease?] {
        leases.withLock { table in ids.map { table[$0] } }
    }

    /// Events after `revision` that `filter` accepts, then the live tail.
    ///
    /// - Throws: `.compacted` below the retained history, `.futureRevision` above the present.
    package func watch(_ filter: EventFilter, after revision: Revision) throws(RegistryError) -> WatchStream {
        let (floor, current) = (historyFloor, snapshot.revision)
        guard revision >= floor else { throw .compacted(floor: floor) }
        guard revision <= current else { throw .futureRevision(asked: revision, current: current) }
        return Watch(filter, after: revision, history: store, broadcaster: broadcaster).stream()
    }

    // MARK: Writing

    /// Has `command` written. Returning means that it is durable.
    @discardableResult
    package func submit(_ command: RegistryCommand) async throws(RegistryError) -> RegistryState.Applied {
        let result = await withCheckedContinuation { reply in
            if let refusal = queue.put(.command(command, reply)) { reply.resume(returning: .failure(refusal)) }
        }
        return try result.get()
    }

    /// Has what the daemon itself found out written. Never refused, and nobody waits for it; see `settled`.
    package func post(_ command: RegistryCommand) {
        _ = queue.put(.command(command, nil))
    }

    /// Has totals written down with whatever else is written next.
    package func post(_ totals: [InstanceID: TrafficTotals]) {
        _ = queue.put(.totals(totals))
    }

    /// Waits until all that was posted before is durable.
    package func settled() async throws(RegistryError) {
        let failure = await withCheckedContinuation { reply in
            if let refusal = queue.put(.barrier(reply)) { reply.resume(returning: refusal) }
        }
        if let failure { throw failure }
    }

    /// A sign of life. Touches neither the disk nor the writer, unless the lease had run out.
    ///
    /// - Throws: `.unknownInstance` when the provider must register again.
    @discardableResult
    package func renew(_ id: InstanceID) async throws(RegistryError) -> Lease {
        let (moment, wallTime) = (time.moment(), time.wallTime())
        switch leases.withLock({ $0.renew(id, at: moment, wallTime) }) {
        case .renewed(let lease): return lease
        case .unknown: throw .unknownInstance(id)
        case .lapsed:
            try await submit(.revive(id))
            guard let lease = lease(id) else { throw .unknownInstance(id) }
            return lease
        }
    }

    // MARK: The writer

    /// Writes until the queue is closed and drained; then tells the watchers and closes the store.
    ///
    /// - Throws: `StoreError` when a commit fails. The outcome of its commands is unknown then, and the process must end.
    package func run() async throws {
        _ = queue.put(.command(.started(cause: startCause), nil))
        do {
            while true {
                let items = await queue.take(countMax: limits.batchCountMax)
                guard !items.isEmpty else { break }
                try await settle(items)
            }
        } catch {
            queue.close()
            await refuseWhatWaits(.outcomeUnknown("\(error)"))
            broadcaster.close()
            throw error
        }
        broadcaster.close()
        try await store.close()
    }

    /// Takes no more commands. `run` returns when those taken are committed.
    package func stop() {
        queue.close()
    }

    private func settle(_ items: [CommandQueue.Item]) async throws(StoreError) {
        var draft = snapshot
        var batch = StoreBatch()
        var answers: [(CommandQueue.Reply, Result<RegistryState.Applied, RegistryError>)] = []
        var barriers: [CommandQueue.Barrier] = []
        var mustMaintain = false
        let (moment, wallTime) = (time.moment(), time.wallTime())
        for item in items {
            let (command, reply): (RegistryCommand, CommandQueue.Reply?)
            switch item {
            case .command(let asked, let waiting): (command, reply) = (asked, waiting)
            case .totals(let totals):
                batch.totals.merge(totals) { $1 }
                continue
            case .barrier(let waiting):
                barriers.append(waiting)
                continue
            case .maintenance:
                mustMaintain = true
                continue
            }
            do throws(RegistryError) {
                guard isStillDue(command) else { continue }
                let applied = try draft.apply(command, at: wallTime)
                batch.add(applied)
                settle(applied.lease, moment, wallTime)
                if let reply { answers.append((reply, .success(applied))) }
            } catch {
                if let reply { answers.append((reply, .failure(error))) }
            }
        }
        if mustMaintain { batch.renewals = leases.withLock { $0.takeRenewed() } }
        if !batch.isEmpty {
            let start = time.moment()
            do { try await store.commit(batch) } catch {
                let unknown = RegistryError.outcomeUnknown(error.problem)
                for (reply, _) in answers { reply.resume(returning: .failure(unknown)) }
                for barrier in barriers { barrier.resume(returning: unknown) }
                throw error
            }
            gauges.noteCommit(start.duration(to: time.moment()))
        }
        state.withLock { $0 = draft }
        gauges.note(batch.events)
        broadcaster.publish(batch.events)
        for (reply, result) in answers { reply.resume(returning: result) }
        for barrier in barriers { barrier.resume(returning: nil) }
        log(batch.events)
        if mustMaintain { try await compact(wallTime) }
    }

    /// An expiry that was decided before a sign of life arrived has lost its reason.
    private func isStillDue(_ command: RegistryCommand) -> Bool {
        switch command {
        case .expireLease(let id, _), .evict(let id, _): lease(id)?.phase == .expired
        default: true
        }
    }

    private func settle(_ effect: RegistryState.LeaseEffect?, _ moment: Moment, _ wallTime: WallTime) {
        guard let effect else { return }
        let next = leases.withLock { leases -> Moment? in
            switch effect {
            case .grant(let id, let terms): leases.grant(id, terms, at: moment, wallTime)
            case .amend(let id, let terms): leases.amend(id, terms, at: moment)
            case .revive(let id): leases.revive(id, at: moment, wallTime)
            case .revoke(let id): leases.revoke(id)
            }
            return leases.nextDeadline
        }
        if let next { leaseAlarm.ring(for: next) }
    }

    private func compact(_ wallTime: WallTime) async throws(StoreError) {
        let (floor, hasMore) = try await store.compact(
            limits.retention, now: wallTime, countMax: limits.compactionCountMax)
        self.floor.withLock { $0 = max($0, floor) }
        // One chunk a turn, so that commands come in between.
        if hasMore { _ = queue.put(.maintenance) }
    }

    private func refuseWhatWaits(_ error: RegistryError) async {
        while true {
            let items = await queue.take(countMax: .max)
            guard !items.isEmpty else { return }
            for item in items {
                switch item {
                case .command(_, let reply): reply?.resume(returning: .failure(error))
                case .barrier(let reply): reply.resume(returning: error)
                case .totals, .maintenance: continue
                }
            }
        }
    }

    private func log(_ events: [RegistryEvent]) {
        guard logger.logLevel <= .debug else { return }
        for event in events {
            logger.debug(
                "Event",
                metadata: [
                    "revision": "\(event.revision)", "kind": "\(event.kind.name.rawValue)",
                    "instance": "\(event.instance?.text ?? "-")", "cause": "\(event.cause)",
                ])
        }
    }
}
