import RollcallCore
import Synchronization

/// What waits for the one writer. Anybody may put something in; only the writer takes it out, all of it at once.
final class CommandQueue: Sendable {
    enum Item: Sendable {
        case command(RegistryCommand, Reply?)
        case totals([InstanceID: TrafficTotals])
        /// Answered when everything before it is durable.
        case barrier(Barrier)
        /// Write down renewals and drop old events.
        case maintenance

        /// Nobody waits for an answer.
        fileprivate var isOwn: Bool {
            switch self {
            case .command(_, let reply): reply == nil
            case .totals, .maintenance: true
            case .barrier: false
            }
        }
    }

    /// Nil says that it is done.
    typealias Barrier = CheckedContinuation<RegistryError?, Never>
    typealias Reply = CheckedContinuation<Result<RegistryState.Applied, RegistryError>, Never>

    private struct State {
        var items: [Item] = []
        var writer: CheckedContinuation<Void, Never>?
        var isClosed = false
    }

    private let state = Mutex(State())
    private let waitingCountMax: Int

    init(waitingCountMax: Int) {
        self.waitingCountMax = waitingCountMax
    }

    var waitingCount: Int { state.withLock { $0.items.count } }

    /// - Returns: why the item was not taken, or nil.
    func put(_ item: Item) -> RegistryError? {
        let (refusal, writer) = state.withLock { state -> (RegistryError?, CheckedContinuation<Void, Never>?) in
            guard !state.isClosed else { return (.stopping, nil) }
            // What the registry asks of itself is never refused: an expiry that is not written would be forgotten.
            guard item.isOwn || state.items.count < waitingCountMax else {
                return (.overloaded(waiting: state.items.count), nil)
            }
            state.items.append(item)
            defer { state.writer = nil }
            return (nil, state.writer)
        }
        writer?.resume()
        return refusal
    }

    /// Waits until there is something and takes up to `countMax` of it; empty when the queue is closed and drained.
    func take(countMax: Int) async -> [Item] {
        while true {
            let items = state.withLock { state -> [Item]? in
                guard !state.items.isEmpty else { return state.isClosed ? [] : nil }
                let taken = Array(state.items.prefix(countMax))
                state.items.removeFirst(taken.count)
                return taken
            }
            if let items { return items }
            await withCheckedContinuation { continuation in
                let mustWait = state.withLock { state in
                    guard state.items.isEmpty, !state.isClosed else { return false }
                    state.writer = continuation
                    return true
                }
                if !mustWait { continuation.resume() }
            }
        }
    }

    /// Refuses what comes from here on; what is in the queue is still given out.
    func close() {
        let writer = state.withLock { state in
            state.isClosed = true
            defer { state.writer = nil }
            return state.writer
        }
        writer?.resume()
    }
}
