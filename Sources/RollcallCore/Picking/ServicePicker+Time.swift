extension ServicePicker {
    /// The earliest moment at which time alone changes something: a breaker becomes due, a probe loses its place, an
    /// instance warms up by a step. It may turn out that nothing did. Every pick does first what is due by then, so
    /// waking is for those who want to see it without picking.
    package var nextWakeUp: Moment? {
        let steps = tiers.values.compactMap(\.changesAt).min()
        guard let nextDue = probes.nextDue, let steps else { return probes.nextDue ?? steps }
        return min(nextDue, steps)
    }

    /// Does what is due at `now`.
    package mutating func advance(to now: Moment) {
        catchUp(to: now)
        for index in tiers.indices where tiers[index].value.changesAt.map({ $0 <= now }) ?? false {
            refresh(tiers[index].key, index, at: now)
        }
    }

    /// What every pick does first: all but the groups that it does not ask.
    mutating func catchUp(to now: Moment) {
        outstanding.expire(at: now, in: &loads)
        while let waiting = probes.takeWaiting(at: now) {
            guard let place = placeBySlot[waiting.slot], members[place].waitsFor == waiting.until else { continue }
            members[place].waitsFor = nil
            schedule(place, at: now)
        }
    }

    /// Puts a breaker that is not closed where `takeDue` will find it.
    mutating func schedule(_ place: Int, at now: Moment) {
        let member = members[place]
        guard member.isEligible, let next = member.breaker.nextProbe(at: now, under: policy.breaker) else { return }
        if next <= now {
            probes.addDue(member.slot)
        } else if member.waitsFor != next {
            members[place].waitsFor = next
            probes.wait(member.slot, until: next)
        }
    }

    /// The place of the instance that has been due for the longest.
    mutating func takeDue(at now: Moment, excluding excluded: [InstanceID]) -> Int? {
        var index = 0
        while index < probes.due.count {
            guard let place = placeBySlot[probes.due[index]], members[place].isEligible,
                members[place].breaker.mayProbe(at: now, under: policy.breaker)
            else {
                _ = probes.removeDue(at: index)
                continue
            }
            guard excluded.contains(members[place].id) else {
                _ = probes.removeDue(at: index)
                return place
            }
            index += 1
        }
        return nil
    }
}
