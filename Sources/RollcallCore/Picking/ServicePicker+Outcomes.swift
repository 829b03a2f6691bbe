extension ServicePicker {
    package func hasInstance(_ id: InstanceID) -> Bool { places[id] != nil }

    /// By id.
    package var breakers: [CircuitBreaker] { members.map(\.breaker) }

    package func breaker(of id: InstanceID) -> CircuitBreaker? { places[id].map { members[$0].breaker } }

    package func load(of id: InstanceID) -> InstanceLoad? { places[id].map { loads[members[$0].slot] } }

    /// Counts how a call ended. An unknown instance is one that left meanwhile: nothing happens.
    ///
    /// - Parameter token: of the pick, where the caller kept it; without it load and probes are reckoned as well as can be.
    package mutating func report(
        _ outcome: CallOutcome, for id: InstanceID, _ token: PickToken? = nil, at now: Moment,
        using random: inout some RandomNumberGenerator
    ) -> BreakerChange? {
        guard let place = places[id] else { return nil }
        let token = token.flatMap { $0.isForeign(at: now) ? nil : $0 }
        outstanding.end(token, members[place].slot, outcome, at: now, in: &loads)
        let wasHeldBack = members[place].breaker.heldBackCause != nil
        let change = members[place].breaker.record(
            outcome, of: token, mayOpen: census.mayEject, at: now, under: policy.breaker, using: &random)
        if !wasHeldBack, members[place].breaker.heldBackCause != nil { heldBackCount += 1 }
        settle(place, change, at: now)
        return change
    }

    /// A call has reached its instance and goes on, maybe for days, as a connection does. Where it is a probe, it has
    /// shown what it was to show; else nothing happens.
    package mutating func established(
        _ id: InstanceID, _ token: PickToken, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> (wasProbe: Bool, change: BreakerChange?) {
        guard let place = places[id], members[place].breaker.isProbe(token, at: now) else { return (false, nil) }
        let change = members[place].breaker.record(
            CallOutcome(.success), of: token, mayOpen: false, at: now, under: policy.breaker, using: &random)
        settle(place, change, at: now)
        return (true, change)
    }

    /// Opens the breaker by hand, for `time` or until it is reset, whatever the ejection share.
    package mutating func trip(
        _ id: InstanceID, for time: Duration? = nil, reason: String = "", at now: Moment
    ) -> BreakerChange? {
        guard let place = places[id] else { return nil }
        let change = members[place].breaker.trip(for: time, reason: reason, at: now)
        settle(place, change, at: now)
        return change
    }

    /// Closes the breaker by hand. Nil when there was nothing to forget.
    package mutating func reset(_ id: InstanceID, reason: String = "", at now: Moment) -> BreakerChange? {
        guard let place = places[id] else { return nil }
        let change = members[place].breaker.reset(reason: reason, at: now)
        settle(place, change, at: now)
        return change
    }

    /// What to store of an instance's breaker.
    package func record(of id: InstanceID, at now: Moment, _ wall: WallTime) -> BreakerRecord? {
        breaker(of: id)?.record(at: now, wall)
    }

    /// Gives the instances the breakers that were stored of them; those of instances that are not there are passed over.
    package mutating func restore(_ records: [InstanceID: BreakerRecord], at now: Moment, _ wall: WallTime) {
        for place in members.indices {
            guard let record = records[members[place].id] else { continue }
            members[place].breaker = CircuitBreaker(
                members[place].id, restoring: record, at: now, wall, under: policy.breaker)
            schedule(place, at: now)
        }
        pickableChanged()
    }

    private mutating func settle(_ place: Int, _ change: BreakerChange?, at now: Moment) {
        if let change, (change.from == .closed) != (change.to == .closed) { pickableChanged() }
        schedule(place, at: now)
    }
}
