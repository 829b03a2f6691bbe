/// What callers share with each other through a registry: the policy of a service, and how calls went. All of it is best
/// effort; a caller works without.
package protocol TrafficSource: Sendable {
    func policy(of service: ServiceName) async throws(RegistryError) -> ServicePolicy
    /// Outcomes of instances that the registry does not know are dropped.
    func share(_ outcomes: [ReportedOutcome]) async throws(RegistryError)
}
