import RollcallCore
import Synchronization

/// The life of the one task that keeps a service up to date: list, watch from there, and after a failure resume the watch
/// where it broke off, or list again where the history does not lead there any more.
extension CachedDiscovery {
    func follow(_ service: ServiceName, as id: UInt64) async {
        var backoff = Backoff()
        while !Task.isCancelled {
            do throws(RegistryError) {
                guard try await catchUp(service, id) else { return }
                try await watch(service, id, &backoff)
            } catch {
                let wait = chance.use { backoff.next(using: &$0) }
                guard failed(service, id, error, wait) else { return }
                do { try await time.sleep(until: time.moment().advanced(by: wait)) } catch { return }
            }
        }
    }

    /// Reads the list where it must be read. False when there is nothing to follow.
    private func catchUp(_ service: ServiceName, _ id: UInt64) async throws(RegistryError) -> Bool {
        let mustList = table.withLock { $0.with(service, follower: id) { $0.cached?.mustList ?? true } }
        // The entry has made room for another.
        guard let mustList else { return false }
        guard mustList else { return true }
        let listing = try await time.limit(settings.fetchMax) { [registry] in try await registry.list(service) }
        listener(service, .listed)
        let now = time.moment()
        let settled = table.withLock { table in
            table.with(service, follower: id) { entry in
                let waiters = entry.takeWaiters()
                guard entry.cached != nil || !listing.instances.isEmpty || !entry.watchers.isEmpty else {
                    // Strangers must not make a watch for every name they ask for.
                    let nothing = DiscoveredService(
                        service: service, all: [], position: listing.position, isStale: false)
                    entry.verdict = (.success(nothing), until: now.advanced(by: settings.unknownTTL))
                    entry.follower = nil
                    return (waiters, nothing, false)
                }
                entry.cached?.replace(listing, at: now)
                let cached = entry.cached ?? CachedService(service, listing, at: now)
                entry.cached = cached
                entry.publish(at: now, ttl: settings.ttl)
                return (waiters, cached.answer(at: now, ttl: settings.ttl), true)
            }
        }
        guard let (waiters, answer, goesOn) = settled else { return false }
        for waiter in waiters { waiter.resume(returning: .success(answer)) }
        return goesOn
    }

    /// Takes in what the registry tells, until the watch breaks.
    private func watch(_ service: ServiceName, _ id: UInt64, _ backoff: inout Backoff) async throws(RegistryError) {
        guard let position = table.withLock({ $0.with(service, follower: id) { $0.cached?.position } ?? nil }) else {
            return
        }
        let events = try await time.limit(settings.fetchMax) { [registry] in
            try await registry.watch(.service(service), after: position)
        }
        update(service, id) { $0.linked() }
        let began = time.moment()
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.dropExpired(service, id) }
                defer { group.cancelAll() }
                for try await burst in events {
                    backoff.reset()
                    listener(service, .events(burst))
                    guard update(service, id, { $0.apply(burst) }) else { throw RegistryError.cancelled }
                }
            }
            throw RegistryError.unavailable("The registry ended the watch.")
        } catch {
            // A watch that breaks as soon as it stands is no reason to come back at full pace.
            if began.duration(to: time.moment()) > Backoff.longest { backoff.reset() }
            if Task.isCancelled { throw .cancelled }
            switch error {
            case let error as RegistryError: throw error
            case WatchError.lagged: throw .unavailable("This reader was too slow.")
            case WatchError.stopping: throw .stopping
            default: throw .unavailable("The watch broke: \(error).")
            }
        }
    }

    /// Nobody tells of those who did not come back after the registry began anew.
    private func dropExpired(_ service: ServiceName, _ id: UInt64) async throws {
        while let next = table.withLock({ $0.with(service, follower: id) { $0.cached?.nextExpiry } ?? nil }) {
            try await time.sleep(until: next.advanced(by: .milliseconds(1)))
            let now = time.moment()
            update(service, id) { $0.dropExpired(at: now) }
        }
    }

    /// Changes what is known and tells the watchers. False when this follower is no longer in charge.
    @discardableResult
    private func update(
        _ service: ServiceName, _ id: UInt64, _ change: (inout CachedService) -> Void
    ) -> Bool {
        let now = time.moment()
        return table.withLock { table in
            table.with(service, follower: id) { entry in
                guard var cached = entry.cached else { return }
                change(&cached)
                entry.cached = cached
                entry.publish(at: now, ttl: settings.ttl)
            } != nil
        }
    }

    /// Takes note of a failure. False when nobody needs a further try.
    private func failed(_ service: ServiceName, _ id: UInt64, _ error: RegistryError, _ wait: Duration) -> Bool {
        let now = time.moment()
        let outcome = table.withLock { table in
            table.with(service, follower: id) { entry in
                switch error {
                case .compacted, .futureRevision: entry.cached?.outdate()
                default: break
                }
                entry.cached?.unlinked(at: now)
                entry.publish(at: now, ttl: settings.ttl)
                let goesOn = entry.cached != nil || !entry.watchers.isEmpty
                if !goesOn {
                    // Those who ask during the wait are told the same at once.
                    entry.verdict = (.failure(error), until: now.advanced(by: wait))
                    entry.follower = nil
                }
                return (entry.takeWaiters(), goesOn)
            }
        }
        guard let (waiters, goesOn) = outcome else { return false }
        for waiter in waiters { waiter.resume(returning: .failure(error)) }
        return goesOn && !Task.isCancelled
    }
}
