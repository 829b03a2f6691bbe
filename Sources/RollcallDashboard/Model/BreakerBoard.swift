package import RollcallCore
import RollcallWire

/// The breakers that are not closed, as events tell of them. Who is not on it is closed.
package struct BreakerBoard: Sendable, Equatable {
    package struct Standing: Sendable, Equatable {
        package let state: BreakerState
        package let isForced: Bool
        package let openings: Int
        package let since: WallTime?
        /// By the daemon's clock; nil where it is not open, or open until somebody resets it.
        package let openUntil: WallTime?
        package let cause: String

        /// Nil for a closed breaker and for a state that nobody here knows.
        init?(_ view: BreakerView) {
            guard let state = BreakerState(rawValue: view.state), state != .closed else { return nil }
            self.state = state
            isForced = view.forced
            openings = view.openings
            since = view.since.flatMap(WallTime.init(rfc3339:))
            openUntil = view.openUntil.flatMap(WallTime.init(rfc3339:))
            cause = CellText.sanitized(view.cause)
        }
    }

    private var standings: [String: Standing] = [:]
    package private(set) var counts = BreakerCounts()

    package subscript(id: String) -> Standing? { standings[id] }
    package var ids: some Collection<String> { standings.keys }

    mutating func set(_ standing: Standing?, of id: String) {
        if let known = standings[id] { counts.add(known.state, isForced: known.isForced, -1) }
        if let standing { counts.add(standing.state, isForced: standing.isForced) }
        standings[id] = standing
    }
}

extension BreakerBoard.Standing {
    /// Calls go out to it, be it only on trial.
    package var letsThrough: Bool { state == .halfOpen }
}
