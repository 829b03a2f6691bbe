import Synchronization

/// Tasks that outlive the call which began them. Every one is known by number and is awaited in the end, so that none is
/// left behind.
final class Nursery: Sendable {
    private struct State {
        var tasks: [UInt64: Task<Void, Never>] = [:]
        var nextID: UInt64 = 0
        var isClosed = false
    }

    private let state = Mutex(State())

    /// How many are at work.
    var count: Int { state.withLock { $0.tasks.count } }

    /// Begins a task; nil when the nursery is closed.
    @discardableResult
    func add(_ body: @escaping @Sendable (UInt64) async -> Void) -> UInt64? {
        state.withLock { state in
            guard !state.isClosed else { return nil }
            state.nextID += 1
            let id = state.nextID
            // The task cannot forget itself before it is remembered: that takes the same lock.
            state.tasks[id] = Task {
                await body(id)
                self.state.withLock { $0.tasks[id] = nil }
            }
            return id
        }
    }

    func cancel(_ id: UInt64) {
        state.withLock { $0.tasks[id] }?.cancel()
    }

    /// Cancels all that are at work, waits for their ends, and takes no more.
    func close() async {
        let tasks = state.withLock { state in
            state.isClosed = true
            return Array(state.tasks.values)
        }
        for task in tasks { task.cancel() }
        for task in tasks { await task.value }
    }
}
