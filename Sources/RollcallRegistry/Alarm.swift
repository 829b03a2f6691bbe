package import RollcallCore
import Synchronization

/// A wait until the earliest moment that anybody asks for, which may move closer while it lasts.
package final class Alarm: Sendable {
    private struct State {
        /// The moment the sleeper sleeps for; nil while nobody sleeps.
        var armed: Moment?
        var waiter: CheckedContinuation<Void, Never>?
        var isRung = false
    }

    private let state = Mutex(State())

    package init() {}

    /// Wakes the sleeper if it sleeps for longer than until `moment`.
    package func ring(for moment: Moment) {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            if let armed = state.armed, armed <= moment { return nil }
            state.isRung = true
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Sleeps until `moment`, or until somebody rings for an earlier one. Throws when the task is cancelled.
    package func sleep(until moment: Moment, _ time: some Timekeeper) async throws {
        let mustSleep = state.withLock { state in
            guard !state.isRung else {
                state.isRung = false
                return false
            }
            state.armed = moment
            return true
        }
        defer {
            state.withLock { state in
                state.armed = nil
                state.isRung = false
            }
        }
        guard mustSleep else { return }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await time.sleep(until: moment) }
            group.addTask { await self.rung() }
            try await group.next()
            group.cancelAll()
        }
        try Task.checkCancellation()
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
            let waiter = state.withLock { state in
                defer { state.waiter = nil }
                return state.waiter
            }
            waiter?.resume()
        }
    }
}
