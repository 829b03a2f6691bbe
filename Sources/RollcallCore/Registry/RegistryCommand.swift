/// What the writer can be asked to do.
package enum RegistryCommand: Sendable, Equatable {
    /// The same registration again changes nothing but renews the lease. `initialStatus` counts on creation only.
    case register(Registration, initialStatus: ServiceStatus? = nil)
    /// Refused when `expected` is given and the instance has moved on.
    case update(InstanceID, InstancePatch, expected: Revision? = nil)
    case deregister(InstanceID, expected: Revision? = nil, cause: String = "deregistered on request")
    /// A status event; where δ has no row for it, nothing happens. Refused as an update is.
    case transition(InstanceID, StatusEvent, expected: Revision? = nil, cause: String)
    /// A sign of life for a lease that had lapsed.
    case revive(InstanceID)
    case expireLease(InstanceID, cause: String)
    case evict(InstanceID, cause: String)
    /// The instance's breaker changed from `from` to what `record` says.
    case breaker(InstanceID, from: BreakerState, BreakerRecord)
    /// Whether or not the service has instances. The same policy again changes nothing.
    case setPolicy(ServiceName, ServicePolicy)
    case selfPreservation(SelfPreservation.Finding)
    case started(cause: String)
}
