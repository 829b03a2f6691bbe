package import RollcallCore
import RollcallRegistry
import Synchronization

/// Time that stands still until a test moves it.
package final class ManualTime: Timekeeper {
    private struct Sleeper {
        let until: Moment
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var now = Moment.zero
        var nextID = 0
        var sleepers: [Int: Sleeper] = [:]
    }

    private let state = Mutex(State())
    /// 2026-11-22T00:00:00Z
    package static let start = WallTime(milliseconds: 1_795_305_600_000)

    package init() {}

    package func moment() -> Moment { state.withLock { $0.now } }
    package func wallTime() -> WallTime { Self.start.advanced(by: Moment.zero.duration(to: moment())) }

    /// For when the sleepers wait, soonest first.
    package var sleepers: [Moment] { state.withLock { $0.sleepers.values.map(\.until).sorted() } }

    package func advance(by duration: Duration) {
        let woken = state.withLock { state -> [Sleeper] in
            state.now = state.now.advanced(by: duration)
            let due = state.sleepers.filter { $0.value.until <= state.now }
            for id in due.keys { state.sleepers[id] = nil }
            return Array(due.values)
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    package func sleep(until moment: Moment) async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let answer = state.withLock { state -> Result<Void, any Error>? in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if moment <= state.now { return .success(()) }
                    state.sleepers[id] = Sleeper(until: moment, continuation: continuation)
                    return nil
                }
                if let answer { continuation.resume(with: answer) }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume(throwing: CancellationError())
        }
    }
}
