package import RollcallCore
import Synchronization

/// A store in memory that outlives the engine, so that a test can stop one and start another on the same contents. It
/// can hold commits back and make them fail.
package final class MemoryStore: RegistryStore {
    private struct State {
        var events: [RegistryEvent] = []
        var instances: [InstanceID: StoredRegistry.Item] = [:]
        var breakers: [InstanceID: BreakerRecord] = [:]
        var policies: [ServiceName: ServicePolicy] = [:]
        var totals: [InstanceID: TrafficTotals] = [:]
        var floor = Revision.zero
        var wasClosed = false
        var commits: [StoreBatch] = []
        var isHeld = false
        var held: [CheckedContinuation<Void, Never>] = []
        var failure: StoreError?
    }

    private let state: Mutex<State>
    package let epoch: String

    /// - Parameter instances: What was found in it at the start; the events that made them are no longer kept.
    package init(epoch: String = "memory", _ instances: [ServiceInstance] = []) {
        self.epoch = epoch
        var state = State()
        for instance in instances {
            state.instances[instance.id] = StoredRegistry.Item(instance: instance, renewed: instance.created)
        }
        state.floor = instances.map(\.revision).max() ?? .zero
        self.state = Mutex(state)
    }

    // MARK: For the test

    /// What was committed, a batch each.
    package var commits: [StoreBatch] { state.withLock { $0.commits } }
    package var allEvents: [RegistryEvent] { state.withLock { $0.events } }
    /// Commits that wait because of `hold`.
    package var heldCount: Int { state.withLock { $0.held.count } }
    package var wasClosed: Bool { state.withLock { $0.wasClosed } }

    package func hold() { state.withLock { $0.isHeld = true } }

    package func release() {
        let held = state.withLock { state in
            state.isHeld = false
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    /// Makes every commit from here on fail.
    package func fail(with error: StoreError) { state.withLock { $0.failure = error } }

    // MARK: RegistryStore

    package func load() async throws(StoreError) -> StoredRegistry {
        state.withLock { state in
            defer { state.wasClosed = false }
            var minutes = MinuteHistory()
            for event in state.events {
                if let kind = ChangeKind(event.kind) { minutes.record(kind, at: event.time) }
            }
            return StoredRegistry(
                epoch: epoch, revision: state.events.last?.revision ?? state.floor, floor: state.floor,
                lastEventTime: state.events.last?.time,
                instances: state.instances.values.sorted { $0.instance.id < $1.instance.id }, flaps: [:],
                breakers: state.breakers, policies: state.policies, totals: state.totals, minutes: minutes,
                wasClosed: state.wasClosed)
        }
    }

    package func commit(_ batch: StoreBatch) async throws(StoreError) {
        await waitWhileHeld()
        let failure = state.withLock { state -> StoreError? in
            if let failure = state.failure { return failure }
            state.commits.append(batch)
            state.events += batch.events
            for (id, instance) in batch.instances {
                state.instances[id] = instance.map { instance in
                    StoredRegistry.Item(
                        instance: instance, renewed: state.instances[id]?.renewed ?? instance.created)
                }
            }
            for (id, instance) in batch.instances where instance == nil { state.totals[id] = nil }
            for (id, breaker) in batch.breakers { state.breakers[id] = breaker }
            state.policies.merge(batch.policies) { $1 }
            for (id, totals) in batch.totals where state.instances[id] != nil { state.totals[id] = totals }
            for (id, renewed) in batch.renewals {
                guard let item = state.instances[id] else { continue }
                state.instances[id] = StoredRegistry.Item(instance: item.instance, renewed: renewed)
            }
            return nil
        }
        if let failure { throw failure }
    }

    private func waitWhileHeld() async {
        await withCheckedContinuation { continuation in
            let isHeld = state.withLock { state in
                if state.isHeld { state.held.append(continuation) }
                return state.isHeld
            }
            if !isHeld { continuation.resume() }
        }
    }

    package func compact(
        _ retention: Retention, now: WallTime, countMax: Int
    ) async throws(StoreError) -> (floor: Revision, hasMore: Bool) {
        state.withLock { state in
            let wanted = max(0, state.events.count - retention.eventCountMax)
            let present = Int(state.floor.number)
            let reached = max(present, min(wanted, present + countMax))
            state.floor = Revision(Int64(reached))
            return (state.floor, reached < wanted)
        }
    }

    package func close() async throws(StoreError) { state.withLock { $0.wasClosed = true } }

    package func gauges() async throws(StoreError) -> StoreGauges {
        state.withLock { state in
            StoreGauges(
                databaseBytes: 0, walBytes: 0, eventCount: Int64(state.events.count) - state.floor.number,
                floor: state.floor)
        }
    }

    package func sizes() -> StoreSizes { StoreSizes(databaseBytes: 0, walBytes: 0, diskUsedShare: nil) }

    // MARK: EventHistory

    package func events(_ query: EventQuery) async throws(StoreError) -> EventPage {
        state.withLock { state in
            var events = state.events.filter { event in
                event.revision > state.floor && query.accepts(event)
            }
            if query.order == .descending { events.reverse() }
            return EventPage(
                events: Array(events.prefix(query.limit)), hasMore: events.count > query.limit, floor: state.floor)
        }
    }

    package func registry(at point: PointInTime) async throws(StoreError) -> PastRegistry {
        let (events, floor) = state.withLock { ($0.events, $0.floor) }
        let revision =
            switch point {
            case .revision(let revision): revision
            case .time(let time): events.last { $0.time <= time }?.revision ?? .zero
            }
        guard revision >= floor else { throw .compacted(floor: floor) }
        let current = events.last?.revision ?? .zero
        guard revision <= current else { throw .futureRevision(asked: revision, current: current) }
        let past = events.prefix { $0.revision <= revision }
        return PastRegistry(
            revision: revision, time: past.last?.time,
            instances: History.fold(past).values.sorted { $0.id < $1.id })
    }
}

extension EventQuery {
    fileprivate func accepts(_ event: RegistryEvent) -> Bool {
        (after.map { event.revision > $0 } ?? true) && (before.map { event.revision < $0 } ?? true)
            && (since.map { event.time >= $0 } ?? true) && (until.map { event.time <= $0 } ?? true)
            && (service.map { event.service == $0 } ?? true) && (instance.map { event.instance == $0 } ?? true)
            && (kinds.isEmpty || kinds.contains(event.kind.name))
    }
}
