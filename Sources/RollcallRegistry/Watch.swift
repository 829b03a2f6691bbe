import RollcallCore

/// One watcher's way from a revision of the past to the live tail, without a gap or a repeat.
actor Watch {
    private let filter: EventFilter
    private let history: any EventHistory
    private let live: Broadcaster.Live
    private var iterator: Broadcaster.Live.Iterator
    /// The last revision that was handed out or found not to concern this watcher.
    private var position: Revision
    /// Where the live tail begins; up to here the past is read.
    private let liveSince: Revision
    private var recent: [RegistryEvent]?

    init(_ filter: EventFilter, after revision: Revision, history: any EventHistory, broadcaster: Broadcaster) {
        self.filter = filter
        self.history = history
        // Subscribed before the past is read: what happens meanwhile waits in the buffer.
        let (live, since) = broadcaster.subscribe(filter)
        self.live = live
        self.iterator = live.makeAsyncIterator()
        self.position = revision
        self.liveSince = since
        self.recent = broadcaster.recent(after: revision)
    }

    nonisolated func stream() -> WatchStream {
        WatchStream { try await self.next() }
    }

    private func next() async throws -> [RegistryEvent]? {
        while position < liveSince {
            let past = try await past()
            if !past.isEmpty { return past }
        }
        var iterator = self.iterator
        while let events = try await iterator.next(isolation: self) {
            // Memory may have held events newer than the subscription.
            let fresh = events.filter { $0.revision > position }
            guard let newest = fresh.last else { continue }
            position = newest.revision
            return fresh
        }
        return nil
    }

    private func past() async throws -> [RegistryEvent] {
        if let events = recent {
            recent = nil
            position = max(liveSince, events.last?.revision ?? position)
            return events.filter(filter.accepts)
        }
        var query = EventQuery()
        query.after = position
        query.before = liveSince.next
        query.limit = EventQuery.limits.upperBound
        switch filter {
        case .all: break
        case .service(let service): query.service = service
        case .instance(let instance): query.instance = instance
        }
        let page = try await history.events(query)
        guard page.floor <= position else { throw RegistryError.compacted(floor: page.floor) }
        position = page.hasMore ? page.events.last?.revision ?? liveSince : liveSince
        return page.events
    }
}
