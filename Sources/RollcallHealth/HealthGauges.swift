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

/// How late the newest probes started.
struct Lateness: Sendable {
    private static let countMax = 1_000
    private var nanoseconds: [Int64] = []
    private var next = 0

    mutating func record(_ late: Duration) {
        if nanoseconds.count < Self.countMax {
            nanoseconds.append(late.nanoseconds)
        } else {
            nanoseconds[next] = late.nanoseconds
            next = (next + 1) % Self.countMax
        }
    }

    var milliseconds: (max: Double, p99: Double) {
        guard !nanoseconds.isEmpty else { return (0, 0) }
        let sorted = nanoseconds.sorted()
        // The smallest value that 99 of 100 do not exceed.
        let rank = (sorted.count * 99 + 99) / 100 - 1
        return (Double(sorted[sorted.count - 1]) / 1_000_000, Double(sorted[rank]) / 1_000_000)
    }
}
