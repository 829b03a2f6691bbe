import RollcallCore
import Synchronization

/// A registry's memory that forgets with the process.
final class FakeStore: RegistryStore {
    private let stored: [ServiceInstance]
    private let history = Mutex<[RegistryEvent]>([])

    init(_ instances: [ServiceInstance] = []) {
        stored = instances
    }

    func load() async throws(StoreError) -> StoredRegistry {
        StoredRegistry(
            epoch: "test", revision: stored.map(\.revision).max() ?? .zero, floor: .zero, lastEventTime: nil,
            instances: stored.map { StoredRegistry.Item(instance: $0, renewed: $0.created) }, flaps: [:],
            wasClosed: true)
    }

    func commit(_ batch: StoreBatch) async throws(StoreError) {
        history.withLock { $0 += batch.events }
    }

    func compact(
        _ retention: Retention, now: WallTime, countMax: Int
    ) async throws(StoreError) -> (floor: Revision, hasMore: Bool) { (.zero, false) }

    func close() async throws(StoreError) {}

    func gauges() async throws(StoreError) -> StoreGauges {
        StoreGauges(databaseBytes: 0, walBytes: 0, eventCount: 0, floor: .zero)
    }

    func events(_ query: EventQuery) async throws(StoreError) -> EventPage {
        let events = history.withLock { history in
            history.filter { event in
                event.revision > query.after ?? .zero && query.before.map { event.revision < $0 } ?? true
                    && query.instance.map { event.instance == $0 } ?? true
            }
        }
        return EventPage(events: events, hasMore: false, floor: .zero)
    }

    func registry(at point: PointInTime) async throws(StoreError) -> PastRegistry {
        throw .futureRevision(asked: .zero, current: .zero)
    }
}
