/// A change of some parts of a registration. What is nil stays as it is.
package struct InstancePatch: Sendable, Equatable {
    package var address: Address?
    package var port: Int?
    /// Laid over what is there; a nil value removes its key.
    package var metadata: [String: String?] = [:]
    package var tags: [String]?
    package var zone: String?
    package var weight: Int?
    package var priority: Int?
    package var lease: LeaseTerms?
    package var checks: [HealthCheck]?

    package init() {}

    package func applied(to registration: Registration) throws(InvalidField) -> Registration {
        try Registration(
            id: registration.id, service: registration.service, address: address ?? registration.address,
            port: port ?? Int(registration.port), metadata: registration.metadata.merging(metadata),
            tags: tags ?? registration.tags, zone: zone ?? registration.zone, weight: weight ?? registration.weight,
            priority: priority ?? registration.priority, lease: lease ?? registration.lease,
            checks: checks ?? registration.checks)
    }
}
