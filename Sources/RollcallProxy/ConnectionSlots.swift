import NIOCore
import Synchronization

/// How many connections there are and may be. Asked when one begins and ends only.
final class ConnectionSlots: Sendable {
    private struct State {
        var takenCount = 0
        /// Called once when a slot is given back.
        var whenFree: (@Sendable () -> Void)?
        var whenEmpty: [EventLoopPromise<Void>] = []
    }

    private let countMax: Int
    private let state = Mutex(State())

    init(countMax: Int) {
        self.countMax = countMax
    }

    var takenCount: Int { state.withLock { $0.takenCount } }

    /// - Returns: false when all are taken. Then `whenFree` is called as soon as one is not.
    func take(orWait whenFree: @escaping @Sendable () -> Void) -> Bool {
        state.withLock { state in
            guard state.takenCount < countMax else {
                state.whenFree = whenFree
                return false
            }
            state.takenCount += 1
            return true
        }
    }

    func release() {
        let (whenFree, whenEmpty) = state.withLock { state in
            state.takenCount -= 1
            defer { state.whenFree = nil }
            guard state.takenCount == 0 else { return (state.whenFree, [EventLoopPromise<Void>]()) }
            defer { state.whenEmpty = [] }
            return (state.whenFree, state.whenEmpty)
        }
        whenFree?()
        for promise in whenEmpty { promise.succeed() }
    }

    /// Succeeds `promise` when no slot is taken.
    func tellWhenEmpty(_ promise: EventLoopPromise<Void>) {
        let isEmpty = state.withLock { state in
            guard state.takenCount > 0 else { return true }
            state.whenEmpty.append(promise)
            return false
        }
        if isEmpty { promise.succeed() }
    }
}
