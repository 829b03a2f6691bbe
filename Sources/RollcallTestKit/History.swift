package import RollcallCore

/// What a sequence of events says, written down without any of the registry's own code.
package enum History {
    /// The instances after `events`, which begin with the first there ever was.
    package static func fold(_ events: some Sequence<RegistryEvent>) -> [InstanceID: ServiceInstance] {
        var instances: [InstanceID: ServiceInstance] = [:]
        for event in events { fold(event, into: &instances) }
        return instances
    }

    package static func fold(_ event: RegistryEvent, into instances: inout [InstanceID: ServiceInstance]) {
        guard let id = event.instance else { return }
        switch event.kind {
        case .registered(let instance), .updated(let instance, _): instances[id] = instance
        case .status(_, let to, let trigger):
            instances[id]?.status = to
            instances[id]?.lastChange = StatusChange(trigger: trigger, cause: event.cause, at: event.time)
            instances[id]?.updated = event.time
            instances[id]?.revision = event.revision
        case .deregistered, .evicted: instances[id] = nil
        case .breaker, .policy, .selfPreservation, .started: break
        }
    }
}
