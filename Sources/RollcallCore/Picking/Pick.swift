/// How far a pick had to go from what it would like best. The raw values are what the API says.
package enum FailoverStep: String, Sendable, Hashable, CaseIterable {
    case none
    /// Not in the caller's zone.
    case otherZone = "other_zone"
    /// Not among the instances that come first, in whichever zone.
    case lowerPriority = "lower_priority"
    /// Whatever is not OUT_OF_SERVICE: health and breakers were ignored.
    case panic
}

/// Where a pick lies, seen from its caller. The raw values are what the API says.
package enum ZoneDecision: String, Sendable, Hashable, CaseIterable {
    case same
    case other
    /// The caller has no zone, or the service does not care.
    case none
}

/// Why an instance was not picked.
package struct PickNote: Sendable, Equatable {
    package let id: InstanceID
    package let why: String
}

/// The instance that a call goes to, and why this one.
package struct Pick: Sendable, Equatable {
    package let instance: ServiceInstance
    package let policy: BalancingPolicy
    package let zone: ZoneDecision
    package let step: FailoverStep
    /// To be handed back with the outcome.
    package let token: PickToken
    /// Of an instance whose breaker lets this one call through to see whether it is well again.
    package let probe: Probe?
    /// Where explained: every other instance, by id.
    package internal(set) var others: [PickNote] = []
    let grounds: Grounds

    package struct Probe: Sendable, Equatable {
        /// Why the breaker was open.
        package let openedBy: String
        /// The first probe of an opening makes the breaker half-open.
        package let change: BreakerChange?
    }

    /// What the pick was made from; its words are put together only when somebody reads them.
    struct Grounds: Sendable, Equatable {
        let choiceCount: Int
        let excludedCount: Int
        let census: PickerCensus
        let panicThreshold: Double
        let callerZone: String?
    }

    package var id: InstanceID { instance.id }
    package var isProbe: Bool { probe != nil }
    package var isPanic: Bool { step == .panic }

    /// `smooth_weighted_round_robin among 3 in zone a`, `maglev among 2 of priority 10: none is left of priority 0`
    package var why: String {
        if let probe { return "probe of an open breaker: \(probe.openedBy)" }
        var words = "\(policy.rawValue) among \(grounds.choiceCount)"
        switch step {
        case .none:
            if zone == .same, let zone = grounds.callerZone { words += " in zone \(zone)" }
        case .otherZone:
            if let zone = grounds.callerZone { words += ": none is left in zone \(zone)" }
        case .lowerPriority:
            words += " of priority \(instance.registration.priority)"
            words += ": none is left of priority \(grounds.census.bestPriority)"
        case .panic: words = "panic, \(panicCause): \(words)"
        }
        return grounds.excludedCount == 0 ? words : "\(words), \(grounds.excludedCount) already tried"
    }

    private var panicCause: String {
        let census = grounds.census
        guard census.isPanicking else { return "nothing else is left" }
        let threshold = Int((grounds.panicThreshold * 100).rounded())
        return "only \(census.pickable) of \(census.judged) can be picked and \(threshold) % should"
    }
}
