/// The ladder: a probe that is due; then UP with a closed breaker, best priority first and within it the caller's zone
/// before the others; then, where nothing is left or less than the panic threshold can be picked, whatever is not
/// OUT_OF_SERVICE.
extension ServicePicker {
    package mutating func pick(
        _ request: PickRequest, at now: Moment, using random: inout some RandomNumberGenerator
    ) throws(PickRefusal) -> Pick {
        catchUp(to: now)
        let token = PickToken(began: max(now, lastToken.began.advanced(by: .nanoseconds(1))))
        let policy = request.policy ?? policy.balancing
        let choice = choose(request, policy, token, at: now, using: &random)
        guard let choice else {
            throw PickRefusal(cause: refusal(of: request), others: request.explain ? notes(request, nil, at: now) : [])
        }
        lastToken = token
        let member = members[choice.place]
        if request.countsAsOutstanding { outstanding.begin(token, member.slot, in: &loads) }
        var pick = Pick(
            instance: member.instance, policy: policy, zone: zone(of: member, for: request),
            step: choice.isPanic ? .panic : step(to: member, for: request), token: token, probe: choice.probe,
            grounds: Pick.Grounds(
                choiceCount: choice.count, excludedCount: request.excluded.count, census: census,
                panicThreshold: self.policy.panicThreshold, callerZone: request.zone))
        if request.explain { pick.others = notes(request, pick, at: now) }
        return pick
    }

    private struct Choice {
        let place: Int
        /// Among how many.
        let count: Int
        var isPanic = false
        var probe: Pick.Probe?
    }

    private mutating func choose(
        _ request: PickRequest, _ policy: BalancingPolicy, _ token: PickToken, at now: Moment,
        using random: inout some RandomNumberGenerator
    ) -> Choice? {
        // Who has already failed once shall not be the one to try a broken instance, unless there is no other.
        if request.excluded.isEmpty, let probe = startProbe(request, token, at: now) { return probe }
        if census.isPanicking { return panic(request, policy, at: now, using: &random) }
        for priority in census.priorities {
            if let zone = preferredZone(request), census.zones.contains(zone) {
                let key = TierKey(policy: policy, scope: .zone(zone, priority: priority))
                if let choice = choose(key, request, at: now, using: &random) { return choice }
            }
            let key = TierKey(policy: policy, scope: .priority(priority))
            if let choice = choose(key, request, at: now, using: &random) { return choice }
        }
        if let probe = startProbe(request, token, at: now) { return probe }
        return self.policy.panicThreshold > 0 ? panic(request, policy, at: now, using: &random) : nil
    }

    private mutating func panic(
        _ request: PickRequest, _ policy: BalancingPolicy, at now: Moment,
        using random: inout some RandomNumberGenerator
    ) -> Choice? {
        var choice = choose(TierKey(policy: policy, scope: .panic), request, at: now, using: &random)
        choice?.isPanic = true
        return choice
    }

    private mutating func choose(
        _ key: TierKey, _ request: PickRequest, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Choice? {
        let index = tiers.index(forKey: key) ?? addTier(key)
        if !tiers.values[index].isFresh(version, at: now) { refresh(key, index, at: now) }
        let hash = key.policy.usesKey ? request.key.map(KeyHash.hash) : nil
        let slot = tiers.values[index].choose(
            key: hash, excluded: request.excluded, loads: loads, at: now, using: &random)
        guard let slot, let place = placeBySlot[slot] else { return nil }
        return Choice(place: place, count: tiers.values[index].targetCount)
    }

    private mutating func addTier(_ key: TierKey) -> Dictionary<TierKey, PickerTier>.Index {
        tiers[key] = PickerTier(key.policy)
        guard let index = tiers.index(forKey: key) else { preconditionFailure("\(key) was just put in") }
        return index
    }

    mutating func refresh(_ key: TierKey, _ index: Dictionary<TierKey, PickerTier>.Index, at now: Moment) {
        tiers.values[index].refresh(version, members.filter(key.holds), policy.slowStart, at: now)
    }

    /// The longest due breaker gets its probe, in whichever zone and of whichever priority it is: one in a group that
    /// nobody falls back to would otherwise stay open for ever, and keep its place among those that may be.
    private mutating func startProbe(_ request: PickRequest, _ token: PickToken, at now: Moment) -> Choice? {
        guard request.mayProbe, let place = takeDue(at: now, excluding: request.excluded) else { return nil }
        let openedBy = members[place].breaker.cause
        let (isStarted, change) = members[place].breaker.startProbe(token, at: now, under: policy.breaker)
        schedule(place, at: now)
        return isStarted ? Choice(place: place, count: 1, probe: Pick.Probe(openedBy: openedBy, change: change)) : nil
    }

    private func refusal(of request: PickRequest) -> PickRefusal.Cause {
        if members.isEmpty { return .noInstance }
        if census.inService == 0 { return .noneInService }
        return policy.panicThreshold == 0 && census.pickable == 0 ? .noneHealthy : .allTried
    }

    func preferredZone(_ request: PickRequest) -> String? {
        guard policy.prefersZone, let zone = request.zone, !zone.isEmpty else { return nil }
        return zone
    }

    private func zone(of member: PickerMember, for request: PickRequest) -> ZoneDecision {
        preferredZone(request).map { $0 == member.zone ? .same : .other } ?? .none
    }

    private func step(to member: PickerMember, for request: PickRequest) -> FailoverStep {
        if member.priority > census.bestPriority { return .lowerPriority }
        return zone(of: member, for: request) == .other ? .otherZone : .none
    }
}
