import RollcallCore
import Synchronization

/// A registry that answers as a test tells it, and keeps what it was asked.
final class FakeRegistry: ServiceRegistry {
    enum Request: Sendable, Equatable {
        case renew(Registration, ServiceStatus?)
        case move(InstanceID, StatusMove)
        case deregister(InstanceID)
        case list(ServiceName?)
        case watch(EventFilter, RegistryPosition)
    }

    /// What is done about a request before it is answered as if all were well.
    typealias Hook = @Sendable (Request, Int) async throws -> Void

    private struct State {
        var requests: [Request] = []
        var listing: [ServiceInstance] = []
        var position = RegistryPosition(epoch: "fake", revision: Revision(1))
        var watchers: [AsyncThrowingStream<[RegistryEvent], any Error>.Continuation] = []
        var cancelledCount = 0
        var inFlightCount = 0
    }

    private let state = Mutex(State())
    private let hook: Mutex<Hook>

    init(_ hook: @escaping Hook = { _, _ in }) {
        self.hook = Mutex(hook)
    }

    // MARK: For the test

    var requests: [Request] { state.withLock { $0.requests } }
    var watcherCount: Int { state.withLock { $0.watchers.count } }
    /// Requests that were cancelled before they were answered.
    var cancelledCount: Int { state.withLock { $0.cancelledCount } }
    /// Requests that are not answered yet.
    var inFlightCount: Int { state.withLock { $0.inFlightCount } }
    var renewals: [Request] { requests.filter { if case .renew = $0 { true } else { false } } }
    var lists: [Request] { requests.filter { if case .list = $0 { true } else { false } } }
    var watches: [Request] { requests.filter { if case .watch = $0 { true } else { false } } }

    func answer(_ hook: @escaping Hook) { self.hook.withLock { $0 = hook } }

    /// Sets what is listed, as of `revision`.
    func set(_ instances: [ServiceInstance], revision: Int64, epoch: String = "fake") {
        state.withLock { state in
            state.listing = instances
            state.position = RegistryPosition(epoch: epoch, revision: Revision(revision))
        }
    }

    func tell(_ events: [RegistryEvent]) {
        for watcher in state.withLock({ $0.watchers }) { watcher.yield(events) }
    }

    /// Breaks every watch.
    func breakWatches(_ error: any Error = RegistryError.unavailable("broken")) {
        let watchers = state.withLock { state in
            defer { state.watchers = [] }
            return state.watchers
        }
        for watcher in watchers { watcher.finish(throwing: error) }
    }

    // MARK: ServiceRegistry

    private func take(_ request: Request) async throws(RegistryError) {
        let number = state.withLock { state in
            state.requests.append(request)
            state.inFlightCount += 1
            return state.requests.count
        }
        defer { state.withLock { $0.inFlightCount -= 1 } }
        let hook = hook.withLock { $0 }
        do { try await hook(request, number) } catch let error as RegistryError { throw error } catch {
            state.withLock { $0.cancelledCount += 1 }
            throw .cancelled
        }
    }

    func register(
        _ registration: Registration, initialStatus: ServiceStatus?
    ) async throws(RegistryError) -> RegistryChange {
        throw .stopping
    }

    func renew(
        _ registration: Registration, initialStatus: ServiceStatus?
    ) async throws(RegistryError) -> ServiceStatus {
        try await take(.renew(registration, initialStatus))
        return initialStatus ?? .up
    }

    func update(_ id: InstanceID, _ patch: InstancePatch, expected: Revision?) async throws(RegistryError)
        -> RegistryChange
    { throw .unknownInstance(id) }

    func move(_ id: InstanceID, _ move: StatusMove, reason: String?) async throws(RegistryError) -> RegistryChange {
        try await take(.move(id, move))
        return try change(id)
    }

    func deregister(_ id: InstanceID, expected: Revision?) async throws(RegistryError) -> RegistryChange {
        try await take(.deregister(id))
        return try change(id)
    }

    func instance(_ id: InstanceID) async throws(RegistryError) -> ServiceInstance { throw .unknownInstance(id) }

    func list(_ service: ServiceName?) async throws(RegistryError) -> RegistryListing {
        try await take(.list(service))
        return state.withLock { RegistryListing(position: $0.position, instances: $0.listing) }
    }

    func watch(_ filter: EventFilter, after position: RegistryPosition) async throws(RegistryError) -> EventBursts {
        try await take(.watch(filter, position))
        let (stream, continuation) = AsyncThrowingStream<[RegistryEvent], any Error>.makeStream()
        state.withLock { $0.watchers.append(continuation) }
        return stream
    }

    private func change(_ id: InstanceID) throws(RegistryError) -> RegistryChange {
        do {
            let instance = try Sampled.instance(id.text)
            return RegistryChange(outcome: .updated, instance: instance, revision: instance.revision)
        } catch { throw .invalid(error) }
    }
}

/// Instances and events that tests start from.
enum Sampled {
    static func instance(
        _ id: String = "orders-1", service: String = "orders", status: ServiceStatus = .up, weight: Int = 1,
        zone: String = "", port: Int = 8_081, revision: Int64 = 1
    ) throws(InvalidField) -> ServiceInstance {
        let time = WallTime(milliseconds: 0)
        return ServiceInstance(
            try Registration(
                id: InstanceID(id), service: ServiceName(service), address: Address("127.0.0.1"), port: port,
                zone: zone, weight: weight),
            status: status, lastChange: StatusChange(trigger: nil, cause: "registered", at: time), created: time,
            updated: time, revision: Revision(revision))
    }

    static func registered(_ instance: ServiceInstance, _ revision: Int64) -> RegistryEvent {
        RegistryEvent(
            revision: Revision(revision), time: instance.created, kind: .registered(instance), instance: instance.id,
            service: instance.service, cause: "registered")
    }

    static func status(
        _ instance: ServiceInstance, _ status: ServiceStatus, _ revision: Int64
    ) -> RegistryEvent {
        RegistryEvent(
            revision: Revision(revision), time: instance.created,
            kind: .status(from: instance.status, to: status, on: .healthCheckFail), instance: instance.id,
            service: instance.service, cause: "a check failed")
    }
}
