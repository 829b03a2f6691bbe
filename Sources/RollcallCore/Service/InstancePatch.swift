/// A change of some parts of a registration. What is nil stays as it is.
public struct InstancePatch: Sendable, Equatable {
    /// Where it listens.
    public var address: Address?
    /// Where it listens, 1 to 65535.
    public var port: Int?
    /// Laid over what is there; a nil value removes its key.
    public var metadata: [String: String?] = [:]
    /// All of them; none is kept that is not among these.
    public var tags: [String]?
    /// Where it runs; empty for nowhere in particular.
    public var zone: String?
    /// Its share of traffic relative to its neighbours.
    public var weight: Int?
    /// Lower is tried first.
    public var priority: Int?
    /// For how long a heartbeat holds.
    public var lease: LeaseTerms?
    /// All of them; none is kept that is not among these.
    public var checks: [HealthCheck]?

    /// A change of nothing.
    public init() {}

    /// `registration` with these parts laid over it.
    public func applied(to registration: Registration) throws(InvalidField) -> Registration {
        try Registration(
            id: registration.id, service: registration.service, address: address ?? registration.address,
            port: port ?? Int(registration.port), metadata: registration.metadata.merging(metadata),
            tags: tags ?? registration.tags, zone: zone ?? registration.zone, weight: weight ?? registration.weight,
            priority: priority ?? registration.priority, lease: lease ?? registration.lease,
            checks: checks ?? registration.checks)
    }
}
