/// What kinds of changes are told apart where they are only counted.
package enum ChangeKind: Int, Sendable, CaseIterable {
    case registered
    /// Deregistered or evicted.
    case removed
    /// A status changed because of a check, or because a provider said that it is ready.
    case health
    /// A lease ran out.
    case expired
    case breaker
    /// What people do: an update, a policy, a drain, a resumption.
    case edited

    /// Nil for what is about the daemon itself. `trigger` counts for changes of status.
    package init?(_ kind: EventKind, on trigger: StatusEvent?) {
        switch kind {
        case .registered: self = .registered
        case .deregistered, .evicted: self = .removed
        case .breaker: self = .breaker
        case .updated, .policy: self = .edited
        case .selfPreservation, .started: return nil
        case .status:
            switch trigger {
            case .leaseExpired: self = .expired
            case .gracefulShutdown, .resume: self = .edited
            case .healthCheckPass, .healthCheckFail, .ready, nil: self = .health
            }
        }
    }

    package init?(_ kind: RegistryEvent.Kind) {
        if case .status(_, _, let trigger) = kind {
            self.init(.status, on: trigger)
        } else {
            self.init(kind.name, on: nil)
        }
    }
}
