/// A change of some parts of a registration. What is nil stays as it is.
public struct InstancePatch: Sendable, Equatable {
    public var address: Address?
    public var port: Int?
    /// Laid over what is there; a nil value removes its key.
    public var metadata: [String: String?] = [:]
    public var tags: [String]?
    public var zone: String?
    public var weight: Int?
    public var priority: Int?
    public var lease: LeaseTerms?
    public var checks: [HealthCheck]?

    public init() {}

    public func applied(to registration: Registration) throws(InvalidField) -> Registration {
        try Registration(
            id: registration.id, service: registration.service, address: address ?? registration.address,
            port: port ?? Int(registration.port), metadata: registration.metadata.merging(metadata),
            tags: tags ?? registration.tags, zone: zone ?? registration.zone, weight: weight ?? registration.weight,
            priority: priority ?? registration.priority, lease: lease ?? registration.lease,
            checks: checks ?? registration.checks)
    }
}
