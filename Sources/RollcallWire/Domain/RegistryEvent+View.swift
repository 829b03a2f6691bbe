package import RollcallCore

extension RegistryEvent {
    /// Nil for a kind that only a later version knows.
    ///
    /// - Throws: `InvalidField` for an event that lacks what its kind needs.
    package init?(_ view: EventView) throws(InvalidField) {
        guard let kind = EventKind(rawValue: view.kind), let kind = try Kind(kind, view) else { return nil }
        self.init(
            revision: Revision(view.revision), time: try WallTime(view.time, field: "time"), kind: kind,
            instance: try view.instance.map { text throws(InvalidField) in try InstanceID(text) },
            service: try view.service.map { text throws(InvalidField) in try ServiceName(text, field: "service") },
            cause: view.cause)
    }
}

extension RegistryEvent.Kind {
    fileprivate init?(_ kind: EventKind, _ view: EventView) throws(InvalidField) {
        switch kind {
        case .registered: self = .registered(try view.instanceAfter())
        case .updated: self = .updated(try view.instanceAfter(), fields: view.fields ?? [])
        case .status:
            guard let from = view.from, let to = view.to, let on = view.on else {
                throw InvalidField("to", "is missing from a change of status")
            }
            self = .status(from: from, to: to, on: on)
        case .deregistered: self = .deregistered
        case .evicted: self = .evicted
        case .breaker:
            guard let breaker = view.breaker, let from = view.breakerFrom.flatMap(BreakerState.init(rawValue:)) else {
                throw InvalidField("breaker", "is missing from a change of a breaker")
            }
            self = .breaker(from: from, try BreakerRecord(breaker))
        case .policy:
            guard let policy = view.policy else {
                throw InvalidField("policy", "is missing from a change of a policy")
            }
            self = .policy(try policy.validated())
        case .selfPreservation: self = .selfPreservation(isActive: view.active ?? false)
        case .started: self = .started
        }
    }
}

extension EventView {
    fileprivate func instanceAfter() throws(InvalidField) -> ServiceInstance {
        guard let after else { throw InvalidField("after", "is missing from an event that brings an instance") }
        return try ServiceInstance(after)
    }
}
