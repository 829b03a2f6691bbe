import RollcallCore

/// The services that a discovery follows or remembers, as a value: what is asked and what is told goes in, what is to be
/// done comes out. Continuations are kept by number, and resumed by the caller outside its lock.
struct DiscoveryTable: Sendable {
    typealias Waiter = CheckedContinuation<Result<DiscoveredService, RegistryError>, Never>
    typealias Watcher = AsyncStream<DiscoveredService>.Continuation

    struct Entry: Sendable {
        var cached: CachedService?
        /// What is answered without asking again, until a moment.
        var verdict: (Result<DiscoveredService, RegistryError>, until: Moment)?
        /// The task that keeps this entry up to date; nil when none does.
        var follower: UInt64?
        var waiters: [UInt64: Waiter] = [:]
        var watchers: [UInt64: Watcher] = [:]
        /// What watchers were told last.
        var told: DiscoveredService?
        var asked: Moment
        /// Whose turn it is in `discoverOne`.
        var turn = 0
    }

    let settings: DiscoverySettings
    private(set) var entries: [ServiceName: Entry] = [:]
    private var nextID: UInt64 = 0
    var isClosed = false

    init(_ settings: DiscoverySettings) {
        self.settings = settings
    }

    mutating func makeID() -> UInt64 {
        nextID += 1
        return nextID
    }

    // MARK: Questions

    /// What can be answered at once; nil when the registry must be asked.
    mutating func answer(_ service: ServiceName, at now: Moment) -> Result<DiscoveredService, RegistryError>? {
        guard var entry = entries[service] else { return isClosed ? .failure(.stopping) : nil }
        entry.asked = now
        defer { entries[service] = entry }
        if let cached = entry.cached { return .success(cached.answer(at: now, ttl: settings.ttl)) }
        guard let (verdict, until) = entry.verdict, now < until else { return nil }
        return verdict
    }

    mutating func takeTurn(_ service: ServiceName) -> Int {
        guard let turn = entries[service]?.turn else { return 0 }
        entries[service]?.turn = turn &+ 1
        return turn
    }

    /// Makes sure that there is an entry, and returns the followers whose services make room for it.
    ///
    /// - Throws: `.overloaded` when every place is taken by a service that somebody waits for.
    mutating func admit(_ service: ServiceName, at now: Moment) throws(RegistryError) -> [UInt64] {
        guard !isClosed else { throw .stopping }
        guard entries[service] == nil else { return [] }
        let idle = entries.filter { $0.value.isIdle }.sorted { $0.value.asked < $1.value.asked }
        var leaving = idle.prefix { $0.value.asked.advanced(by: settings.idleMax) <= now }.map(\.key)
        if entries.count - leaving.count >= settings.serviceCountMax {
            guard let next = idle.dropFirst(leaving.count).first else { throw .overloaded(waiting: entries.count) }
            leaving.append(next.key)
        }
        let followers = leaving.compactMap { entries.removeValue(forKey: $0)?.follower }
        entries[service] = Entry(asked: now)
        return followers
    }

    mutating func with<Result>(_ service: ServiceName, _ body: (inout Entry) -> Result) -> Result? {
        guard var entry = entries[service] else { return nil }
        defer { entries[service] = entry }
        return body(&entry)
    }

    /// As `with`, when `follower` is still the one that keeps the entry.
    mutating func with<Result>(
        _ service: ServiceName, follower: UInt64, _ body: (inout Entry) -> Result
    ) -> Result? {
        guard entries[service]?.follower == follower else { return nil }
        return with(service, body)
    }

    /// Nobody reads this service's watch any more. Returns the follower that has nothing left to do: a service without
    /// instances is not followed for its own sake.
    mutating func unwatch(_ service: ServiceName, _ id: UInt64) -> UInt64? {
        guard var entry = entries[service] else { return nil }
        entry.watchers[id] = nil
        guard entry.isIdle, entry.cached?.all.isEmpty ?? true else {
            entries[service] = entry
            return nil
        }
        entries[service] = nil
        return entry.follower
    }

    /// Nothing is followed any more. What was known is still told, as a program that stops may have calls to finish.
    ///
    /// - Returns: the entries as they were.
    mutating func close(at now: Moment) -> [Entry] {
        isClosed = true
        let before = Array(entries.values)
        entries = entries.compactMapValues { entry in
            guard var cached = entry.cached else { return nil }
            cached.unlinked(at: now)
            var kept = Entry(asked: entry.asked)
            kept.cached = cached
            return kept
        }
        return before
    }
}

extension DiscoveryTable.Entry {
    /// Nobody waits for it and nobody watches it.
    var isIdle: Bool { waiters.isEmpty && watchers.isEmpty }

    /// Those who get an answer, and no longer wait.
    mutating func takeWaiters() -> [DiscoveryTable.Waiter] {
        defer { waiters = [:] }
        return Array(waiters.values)
    }

    /// Tells the watchers what is known, unless they know it already. They take the newest only, so nothing waits here.
    mutating func publish(at now: Moment, ttl: Duration) {
        guard let answer = cached?.answer(at: now, ttl: ttl) else { return }
        guard told?.all != answer.all || told?.isStale != answer.isStale else { return }
        told = answer
        for watcher in watchers.values { watcher.yield(answer) }
    }
}
