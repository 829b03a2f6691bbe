import RollcallCore
import RollcallWire

/// Whether calls may be sent to an instance.
enum Pickability: Sendable, Equatable {
    case yes
    /// It is well, and asks for no calls: its weight is 0.
    case idle
    case no

    init(_ sighting: Sighting, _ breaker: BreakerBoard.Standing?) {
        guard sighting.view.status == .up, breaker?.letsThrough ?? true else {
            self = .no
            return
        }
        self = sighting.trafficWeight > 0 ? .yes : .idle
    }
}
