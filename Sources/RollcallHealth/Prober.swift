package import RollcallCore

/// Makes one check of one target. Bounded by the check's timeout, and never throws: what went wrong is the outcome.
package protocol Prober: Sendable {
    func probe(_ check: HealthCheck, of target: ProbeTarget) async -> ProbeOutcome
}

/// Where a check goes: always the address and port of the instance it belongs to.
package struct ProbeTarget: Sendable, Hashable {
    package let address: Address
    package let port: UInt16

    package init(address: Address, port: UInt16) {
        self.address = address
        self.port = port
    }

    /// As it stands in a URL and in a Host header.
    package var authority: String { "\(address.urlHost):\(port)" }
}

package struct ProbeOutcome: Sendable, Equatable {
    package let passed: Bool
    package let took: Duration
    /// What was done and what came of it: `tcp 10.0.0.7:5432 → connected in 1 ms`.
    package let cause: String

    package init(passed: Bool, took: Duration, cause: String) {
        self.passed = passed
        self.took = took
        self.cause = cause
    }
}
