/// What callers share with each other through a registry: the policy of a service, and how calls went. All of it is best
/// effort; a caller works without.
package protocol TrafficSource: Sendable {
    func policy(of service: ServiceName) async throws(RegistryError) -> ServicePolicy
    /// The instances that calls are kept away from now.
    func openBreakers(of service: ServiceName) async throws(RegistryError) -> [OpenBreaker]
    /// Outcomes of instances that the registry does not know are dropped.
    func share(_ outcomes: [ReportedOutcome]) async throws(RegistryError)
}

/// A breaker that is open at the registry, by what all callers reported or by hand.
package struct OpenBreaker: Sendable, Equatable {
    package let instance: InstanceID
    /// Until it is tried; nil when only a reset closes it.
    package let opensIn: Duration?
    package let cause: String

    package init(instance: InstanceID, opensIn: Duration?, cause: String) {
        self.instance = instance
        self.opensIn = opensIn
        self.cause = cause
    }
}
