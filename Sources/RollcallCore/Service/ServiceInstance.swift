/// One running copy of a service: what its provider registered, and what the registry knows about it.
public struct ServiceInstance: Sendable, Equatable {
    /// What its provider said last.
    public var registration: Registration
    /// Whether it takes traffic.
    public var status: ServiceStatus
    /// What brought it to this status.
    public var lastChange: StatusChange
    /// When it was registered first.
    public let created: WallTime
    /// When anything about it changed last.
    public var updated: WallTime
    /// The event that last touched this instance.
    public var revision: Revision

    /// An instance as the registry has it.
    public init(
        _ registration: Registration, status: ServiceStatus, lastChange: StatusChange, created: WallTime,
        updated: WallTime, revision: Revision
    ) {
        self.registration = registration
        self.status = status
        self.lastChange = lastChange
        self.created = created
        self.updated = updated
        self.revision = revision
    }

    /// Chosen by its provider.
    public var id: InstanceID { registration.id }
    /// The name that clients discover it by.
    public var service: ServiceName { registration.service }
}

/// How an instance came to its status.
public struct StatusChange: Sendable, Equatable {
    /// Nil when it was registered with that status.
    public let trigger: StatusEvent?
    /// In words and figures.
    public let cause: String
    /// When.
    public let at: WallTime

    /// A change of status.
    public init(trigger: StatusEvent?, cause: String, at: WallTime) {
        self.trigger = trigger
        self.cause = cause
        self.at = at
    }
}
