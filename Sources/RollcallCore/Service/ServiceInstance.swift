/// One running copy of a service: what its provider registered, and what the registry knows about it.
package struct ServiceInstance: Sendable, Equatable {
    package var registration: Registration
    package var status: ServiceStatus
    package var lastChange: StatusChange
    package let created: WallTime
    package var updated: WallTime
    /// The event that last touched this instance.
    package var revision: Revision

    package init(
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

    package var id: InstanceID { registration.id }
    package var service: ServiceName { registration.service }
}

/// How an instance came to its status.
package struct StatusChange: Sendable, Equatable {
    /// Nil when it was registered with that status.
    package let trigger: StatusEvent?
    /// In words and figures.
    package let cause: String
    package let at: WallTime

    package init(trigger: StatusEvent?, cause: String, at: WallTime) {
        self.trigger = trigger
        self.cause = cause
        self.at = at
    }
}
