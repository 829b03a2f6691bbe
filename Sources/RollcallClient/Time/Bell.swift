import RollcallCore
import Synchronization

/// Wakes the one task that waits for a moment. A ring while nobody waits is heard by the next wait.
final class Bell: Sendable {
    private struct State {
        var isRung = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func ring() {
        let waiter = state.withLock { state in
            state.isRung = true
            return state.waiter.take()
        }
        waiter?.resume()
    }

    /// Returns at `moment`, or sooner when somebody rings. Throws when the task is cancelled.
    func sleep(until moment: Moment, _ time: any Timekeeper) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await time.sleep(until: moment) }
            group.addTask { await self.rung() }
            defer { group.cancelAll() }
            try await group.next()
        }
        try Task.checkCancellation()
        state.withLock { $0.isRung = false }
    }

    private func rung() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard !state.isRung, !Task.isCancelled else { return true }
                    state.waiter = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiter.take() }?.resume()
        }
    }
}
