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
        outstanding.end(token, members[place].slot, latency: outcome.tellingLatency, at: now, in: &loads)
        let wasHeldBack = members[place].breaker.heldBackCause != nil
        let change = members[place].breaker.record(
            outcome, of: token, mayOpen: census.mayEject, at: now, under: policy.breaker, using: &random)
        if !wasHeldBack, members[place].breaker.heldBackCause != nil { heldBackCount += 1 }
        settle(place, change, at: now)
        return change
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

    /// Gives an instance the breaker that was stored of it.
    package mutating func restore(_ record: BreakerRecord, of id: InstanceID, at now: Moment, _ wall: WallTime) {
        guard let place = places[id] else { return }
        members[place].breaker = CircuitBreaker(id, restoring: record, at: now, wall, under: policy.breaker)
        pickableChanged()
        schedule(place, at: now)
    }

    private mutating func settle(_ place: Int, _ change: BreakerChange?, at now: Moment) {
        if let change, (change.from == .closed) != (change.to == .closed) { pickableChanged() }
        schedule(place, at: now)
    }
}
