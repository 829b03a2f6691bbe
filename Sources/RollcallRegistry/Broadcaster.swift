import RollcallCore
import Synchronization

/// Hands committed events to watchers and keeps the newest for those who resume. The writer never waits for a watcher:
/// one that lags too far behind is cut off and told so.
final class Broadcaster: Sendable {
    typealias Live = AsyncThrowingStream<[RegistryEvent], any Error>

    private struct State {
        var watchers: [EventFilter: [UInt64: Live.Continuation]] = [:]
        var nextID: UInt64 = 0
        var revision: Revision
        /// The newest events, oldest first, without a gap up to `revision`.
        var recent: [RegistryEvent] = []
        var isClosed = false
    }

    private let state: Mutex<State>
    private let bufferCountMax: Int
    private let recentCountMax: Int

    init(revision: Revision, bufferCountMax: Int, recentCountMax: Int) {
        state = Mutex(State(revision: revision))
        self.bufferCountMax = bufferCountMax
        self.recentCountMax = recentCountMax
    }

    var watcherCount: Int { state.withLock { $0.watchers.values.reduce(0) { $0 + $1.count } } }

    /// A live tail that begins right after the revision that comes with it.
    func subscribe(_ filter: EventFilter) -> (live: Live, since: Revision) {
        let (stream, continuation) = Live.makeStream(bufferingPolicy: .bufferingOldest(bufferCountMax))
        let (id, since) = state.withLock { state -> (UInt64?, Revision) in
            guard !state.isClosed else { return (nil, state.revision) }
            state.nextID += 1
            state.watchers[filter, default: [:]][state.nextID] = continuation
            return (state.nextID, state.revision)
        }
        if let id {
            continuation.onTermination = { [weak self] _ in self?.forget(id, filter) }
        } else {
            continuation.finish(throwing: WatchError.stopping)
        }
        return (stream, since)
    }

    /// The events after `revision` that memory still holds, or nil when it does not reach back that far.
    func recent(after revision: Revision) -> [RegistryEvent]? {
        state.withLock { state in
            if revision >= state.revision { return [] }
            guard let first = state.recent.first, first.revision <= revision.next else { return nil }
            return Array(state.recent[Int(revision.number - first.revision.number + 1)...])
        }
    }

    /// Called by the writer only, so that events keep their order.
    func publish(_ events: [RegistryEvent]) {
        guard let newest = events.last else { return }
        // Continuations are called outside the lock: a finish re-enters through onTermination.
        let deliveries = state.withLock { state -> [(watchers: [Live.Continuation], events: [RegistryEvent])] in
            state.revision = newest.revision
            state.recent.append(contentsOf: events)
            if state.recent.count > 2 * recentCountMax {
                state.recent.removeFirst(state.recent.count - recentCountMax)
            }
            guard !state.watchers.isEmpty else { return [] }
            var byFilter: [EventFilter: [RegistryEvent]] = [.all: events]
            for event in events {
                if let service = event.service { byFilter[.service(service), default: []].append(event) }
                if let instance = event.instance { byFilter[.instance(instance), default: []].append(event) }
            }
            return byFilter.compactMap { filter, events in
                state.watchers[filter].map { (Array($0.values), events) }
            }
        }
        for (watchers, events) in deliveries {
            for watcher in watchers {
                guard case .dropped = watcher.yield(events), let first = events.first else { continue }
                watcher.finish(throwing: WatchError.lagged(after: first.revision.previous))
            }
        }
    }

    /// Tells every watcher that the daemon stops.
    func close() {
        let watchers = state.withLock { state in
            state.isClosed = true
            defer { state.watchers = [:] }
            return state.watchers.values.flatMap(\.values)
        }
        for watcher in watchers { watcher.finish(throwing: WatchError.stopping) }
    }

    private func forget(_ id: UInt64, _ filter: EventFilter) {
        state.withLock { state in
            state.watchers[filter]?[id] = nil
            if state.watchers[filter]?.isEmpty == true { state.watchers[filter] = nil }
        }
    }
}
