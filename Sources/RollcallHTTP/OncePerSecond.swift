import RollcallCore
import Synchronization

/// A value that many ask for every second and that is worked out once a second at most, by the first who asks.
final class OncePerSecond<Value: Sendable>: Sendable {
    private let make: @Sendable () -> Value
    private let known = Mutex<(second: Int64, value: Value)?>(nil)

    init(_ make: @escaping @Sendable () -> Value) {
        self.make = make
    }

    func value(at now: Moment) -> Value {
        let second = now.nanoseconds / 1_000_000_000
        // Worked out under the lock: whoever comes at the same time waits for it rather than do the same work.
        return known.withLock { known in
            if let known, known.second == second { return known.value }
            let value = make()
            known = (second, value)
            return value
        }
    }
}
