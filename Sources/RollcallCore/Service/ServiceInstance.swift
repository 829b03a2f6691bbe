/// One running copy of a service: what its provider registered, and what the registry knows about it.
public struct ServiceInstance: Sendable, Equatable {
    public var registration: Registration
    public var status: ServiceStatus
    public var lastChange: StatusChange
    public let created: WallTime
    public var updated: WallTime
    /// The event that last touched this instance.
    public var revision: Revision

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

    public var id: InstanceID { registration.id }
    public var service: ServiceName { registration.service }
}

/// How an instance came to its status.
public struct StatusChange: Sendable, Equatable {
    /// Nil when it was registered with that status.
    public let trigger: StatusEvent?
    /// In words and figures.
    public let cause: String
    public let at: WallTime

    public init(trigger: StatusEvent?, cause: String, at: WallTime) {
        self.trigger = trigger
        self.cause = cause
        self.at = at
    }
}
