/// The states of a breaker by name; the raw values are what the API, the store and the command line say.
public enum BreakerState: String, Sendable, Hashable, CaseIterable {
    case closed
    case open
    case halfOpen = "half_open"
}

/// A breaker went from one state to another, or was forced where it stood.
package struct BreakerChange: Sendable, Equatable {
    package let instance: InstanceID
    package let from: BreakerState
    package let to: BreakerState
    /// In words and figures: `5 failures in a row, the last: connect failed`.
    package let cause: String
    /// By hand rather than by its own rules.
    package let isForced: Bool
    /// How long it stays open; nil for ever, or where it did not open.
    package let openFor: Duration?
    /// Openings of its own in a row, this one included; see `CircuitBreaker.openings`.
    package let openings: Int
}
