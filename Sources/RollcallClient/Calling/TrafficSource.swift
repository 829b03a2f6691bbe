package import RollcallCore

/// What a caller shares with the others through a registry: the policy of a service, and how calls went. All of it is
/// best effort; a caller works without.
package protocol TrafficSource: Sendable {
    func policy(of service: ServiceName) async throws(RegistryError) -> ServicePolicy
    func report(_ outcomes: [OutcomeReport]) async throws(RegistryError)
}

/// How one call went.
package struct OutcomeReport: Sendable, Equatable {
    package let instance: InstanceID
    package let outcome: CallOutcome

    package init(_ instance: InstanceID, _ outcome: CallOutcome) {
        self.instance = instance
        self.outcome = outcome
    }
}
