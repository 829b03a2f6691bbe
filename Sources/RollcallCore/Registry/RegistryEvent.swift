/// A change of the registry, numbered. The history is the sequence of these; a watch is its tail; the registry at some
/// revision is the fold over all up to it.
public struct RegistryEvent: Sendable, Equatable {
    /// What happened.
    public enum Kind: Sendable, Equatable {
        case registered(ServiceInstance)
        case updated(ServiceInstance, fields: [String])
        case status(from: ServiceStatus, to: ServiceStatus, on: StatusEvent)
        case deregistered
        /// Removed because its lease had run out `evict_after` ago.
        case evicted
        /// The instance's breaker went from one state to another, or was forced where it stood.
        case breaker(from: BreakerState, BreakerRecord)
        /// How calls to the service are balanced was set.
        case policy(ServicePolicy)
        /// Evictions pause, or go on again.
        case selfPreservation(isActive: Bool)
        /// The daemon came up; what lies between its last event and this one was not seen.
        case started
    }

    /// Its number.
    public let revision: Revision
    /// When, by the registry's clock; never before the event before it.
    public let time: WallTime
    /// What happened.
    public let kind: Kind
    /// Nil when the event is about a service as a whole or the registry itself.
    public let instance: InstanceID?
    /// Nil when the event is about the registry itself.
    public let service: ServiceName?
    /// Why, in words and figures.
    public let cause: String

    /// An event as the history has it.
    public init(
        revision: Revision, time: WallTime, kind: Kind, instance: InstanceID? = nil, service: ServiceName? = nil,
        cause: String
    ) {
        self.revision = revision
        self.time = time
        self.kind = kind
        self.instance = instance
        self.service = service
        self.cause = cause
    }
}

/// The kinds of events by their names on the wire, on disk and in filters.
public enum EventKind: String, Sendable, CaseIterable {
    case registered, updated, status, deregistered, evicted, breaker, policy
    case selfPreservation = "self_preservation"
    case started
}

extension RegistryEvent.Kind {
    /// The name of the kind.
    public var name: EventKind {
        switch self {
        case .registered: .registered
        case .updated: .updated
        case .status: .status
        case .deregistered: .deregistered
        case .evicted: .evicted
        case .breaker: .breaker
        case .policy: .policy
        case .selfPreservation: .selfPreservation
        case .started: .started
        }
    }
}
