public import RollcallCore
import Synchronization

/// Finds instances, and remembers what it found: each service that is asked for is followed by one watch, so that an
/// answer costs nothing and no registry is polled.
///
/// While the registry is away the last answer is given, marked stale after a while; the watch comes back by itself with
/// back-off and goes on where it was. However many ask at once, one question is under way per service. Works over any
/// registry: a daemon's or one in the same process. `close` must be called at the end.
public final class CachedDiscovery: ServiceDiscovery {
    let registry: any ServiceRegistry
    let settings: DiscoverySettings
    let time: any Timekeeper
    let chance: Chance
    let table: Mutex<DiscoveryTable>
    let nursery = Nursery()
    /// What a follower learns, in order, before the watchers do.
    enum News: Sendable {
        /// The list was read anew: events may have been missed.
        case listed
        case events([RegistryEvent])
    }

    let listener: @Sendable (ServiceName, News) -> Void

    /// A discovery over `registry`; asks nothing yet.
    public convenience init(_ registry: any ServiceRegistry, settings: DiscoverySettings = DiscoverySettings()) {
        self.init(registry, settings: settings, time: ProcessTime(), chance: Chance())
    }

    package convenience init(
        _ registry: any ServiceRegistry, settings: DiscoverySettings = DiscoverySettings(), time: any Timekeeper,
        chance: Chance
    ) {
        self.init(registry, settings: settings, time: time, chance: chance, listener: { _, _ in })
    }

    init(
        _ registry: any ServiceRegistry, settings: DiscoverySettings = DiscoverySettings(), time: any Timekeeper,
        chance: Chance, listener: @escaping @Sendable (ServiceName, News) -> Void
    ) {
        self.registry = registry
        self.settings = settings
        self.time = time
        self.chance = chance
        self.listener = listener
        table = Mutex(DiscoveryTable(settings))
    }

    /// How many tasks follow a service.
    package var followerCount: Int { nursery.count }
    /// How many services are followed or remembered.
    package var serviceCount: Int { table.withLock { $0.entries.count } }

    /// How many wait for the first answer about `service`.
    package func waiterCount(_ service: ServiceName) -> Int {
        table.withLock { $0.entries[service]?.waiters.count ?? 0 }
    }

    /// What is remembered of `service`; nil when the registry would have to be asked.
    func known(_ service: ServiceName) throws(RegistryError) -> DiscoveredService? {
        let now = time.moment()
        return try table.withLock { $0.answer(service, at: now) }?.get()
    }

    // MARK: ServiceDiscovery

    /// The instances of `service`, from memory where it is followed already.
    public func discover(_ service: ServiceName) async throws(RegistryError) -> DiscoveredService {
        guard !table.withLock({ $0.isClosed }) else { throw .stopping }
        if let known = try known(service) { return known }
        let id = table.withLock { $0.makeID() }
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                if let answer = wait(service, id, waiter) { waiter.resume(returning: answer) }
            }
        } onCancel: {
            let waiter = table.withLock { $0.with(service) { $0.waiters.removeValue(forKey: id) } ?? nil }
            waiter?.resume(returning: .failure(.cancelled))
        }
        return try result.get()
    }

    /// One instance of `service` that may take traffic, each in its turn.
    public func discoverOne(_ service: ServiceName) async throws(RegistryError) -> ServiceInstance? {
        let ready = try await discover(service).instances.filter { $0.registration.weight > 0 }
        guard !ready.isEmpty else { return nil }
        return ready[table.withLock { $0.takeTurn(service) } % ready.count]
    }

    /// The instances of `service` as they are and after each change.
    public func watch(_ service: ServiceName) -> any AsyncSequence<DiscoveredService, Never> & Sendable {
        let (stream, watcher) = AsyncStream<DiscoveredService>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let now = time.moment()
        let id = table.withLock { table -> UInt64? in
            guard let evicted = try? table.admit(service, at: now) else { return nil }  // Its watch ends at once.
            for follower in evicted { nursery.cancel(follower) }
            let id = table.makeID()
            table.with(service) { entry in
                entry.watchers[id] = watcher
                entry.asked = now
                if let answer = entry.cached?.answer(at: now, ttl: settings.ttl) { watcher.yield(answer) }
                follow(service, &entry)
            }
            return id
        }
        guard let id else {
            watcher.finish()
            return stream
        }
        watcher.onTermination = { [weak self] _ in
            guard let self else { return }
            if let follower = self.table.withLock({ $0.unwatch(service, id) }) { self.nursery.cancel(follower) }
        }
        return stream
    }

    /// Ends every watch and every task; returns when they have ended.
    public func close() async {
        let now = time.moment()
        let entries = table.withLock { $0.close(at: now) }
        for entry in entries {
            for waiter in entry.waiters.values { waiter.resume(returning: .failure(.stopping)) }
            for watcher in entry.watchers.values { watcher.finish() }
        }
        await nursery.close()
    }

    // MARK: Waiting

    /// Has `waiter` wait for the first answer; returns one that is there already.
    private func wait(
        _ service: ServiceName, _ id: UInt64, _ waiter: DiscoveryTable.Waiter
    ) -> Result<DiscoveredService, RegistryError>? {
        let now = time.moment()
        return table.withLock { table in
            // Between the question and this, an answer may have come.
            if let answer = table.answer(service, at: now) { return answer }
            guard !Task.isCancelled else { return .failure(.cancelled) }
            do throws(RegistryError) {
                for follower in try table.admit(service, at: now) { nursery.cancel(follower) }
            } catch { return .failure(error) }
            table.with(service) { entry in
                entry.waiters[id] = waiter
                follow(service, &entry)
            }
            return nil
        }
    }

    /// Has the entry followed, unless it is.
    private func follow(_ service: ServiceName, _ entry: inout DiscoveryTable.Entry) {
        guard entry.follower == nil else { return }
        entry.verdict = nil
        entry.follower = nursery.add { [weak self] id in
            guard let self else { return }
            await self.follow(service, as: id)
        }
    }
}
