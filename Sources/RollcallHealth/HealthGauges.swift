import RollcallCore

/// What there is to say about the scheduler itself.
package struct HealthGauges: Sendable, Equatable {
    /// Checks of all kinds, ttl checks included.
    package let checkCount: Int
    package let inFlightCount: Int
    /// Probes started.
    package let probeCount: UInt64
    /// Turns left out because the check's former probe was still running or waiting.
    package let skipCount: UInt64
    /// How late the last thousand probes started.
    package let latenessMillisecondsMax: Double
    package let latenessMillisecondsP99: Double
}
