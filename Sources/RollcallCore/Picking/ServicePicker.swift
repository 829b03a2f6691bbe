/// Picks instances of one service, and learns from the outcomes which to spare: balancers, loads and breakers together.
///
/// A value without a clock, dice or lock of its own. It walks all instances only where they changed: a breaker opened or
/// closed, the registry has news, a step of slow start. `update` keeps what it knows of those that stay.
package struct ServicePicker: Sendable {
    package private(set) var policy: ServicePolicy
    /// Counts by what a pick may do with the instances.
    package private(set) var census = PickerCensus()
    /// How often a breaker stayed closed because enough others were open. See `CircuitBreaker.heldBackCause` for which.
    package internal(set) var heldBackCount = 0

    /// By id.
    var members: [PickerMember] = []
    var places: [InstanceID: Int] = [:]
    /// By slot: the place in `members`; nil where it is free.
    var placeBySlot: [Int?] = []
    private var freeSlots: [Int] = []
    var loads = LoadTable()
    var outstanding: OutstandingCalls
    var tiers: [TierKey: PickerTier] = [:]
    /// Counted up whenever another set of instances can be picked.
    private(set) var version = 1
    var probes = ProbeQueue()
    var lastToken = PickToken(began: Moment(nanoseconds: .min))

    /// A caller that has not reported by then is taken not to report at all.
    package static let outstandingExpiryDefault = Duration.seconds(60)

    /// - Parameter outstandingExpiry: nil where every caller reports however long it takes, such as a proxy's connections.
    package init(_ policy: ServicePolicy, outstandingExpiry: Duration? = outstandingExpiryDefault) {
        self.policy = policy
        outstanding = OutstandingCalls(expiry: outstandingExpiry)
    }

    /// Takes over the service's instances, of every status. The breaker of one that is gone goes with it; that of one with
    /// another address or port begins anew, because there is another process behind it.
    ///
    /// - Returns: the breakers that began anew.
    package mutating func update(
        members instances: [ServiceInstance], at now: Moment, _ wall: WallTime
    ) -> [BreakerChange] {
        var changes: [BreakerChange] = []
        var next: [PickerMember] = []
        next.reserveCapacity(instances.count)
        var old = places
        for instance in instances.sorted(by: { $0.id < $1.id }) {
            if let place = old.removeValue(forKey: instance.id) {
                next.append(members[place])
                guard next[next.count - 1].update(instance, at: now, wall) else { continue }
                outstanding.clear(members[place].slot, in: &loads)
                let cause = "another address: \(instance.registration.address):\(instance.registration.port)"
                if let change = next[next.count - 1].breaker.forget(cause, at: now) { changes.append(change) }
            } else if next.last?.id != instance.id {
                next.append(PickerMember(instance, slot: takeSlot(), at: now, wall))
            }
        }
        for place in old.values.sorted() {
            outstanding.clear(members[place].slot, in: &loads)
            freeSlots.append(members[place].slot)
        }
        members = next
        index()
        membershipChanged(at: now)
        return changes
    }

    /// Holds from the next pick on. Breakers that are open stay so; where the rules became milder they close by probes.
    package mutating func setPolicy(_ policy: ServicePolicy, at now: Moment) {
        let previous = self.policy.balancing
        self.policy = policy
        if policy.balancing != previous { tiers = tiers.filter { $0.key.policy != previous } }
        membershipChanged(at: now)
    }

    /// Another set of instances can be picked.
    mutating func pickableChanged() {
        version += 1
        census = PickerCensus(members, policy)
    }

    private mutating func membershipChanged(at now: Moment) {
        pickableChanged()
        probes = ProbeQueue()
        for place in members.indices {
            members[place].waitsFor = nil
            schedule(place, at: now)
        }
        // A group that no instance belongs to any longer, and no zone of a caller can ask for.
        let priorities = Set(members.map(\.priority))
        let zones = Set(members.map(\.zone))
        tiers = tiers.filter { key, _ in
            switch key.scope {
            case .zone(let zone, let priority): priorities.contains(priority) && zones.contains(zone)
            case .priority(let priority): priorities.contains(priority)
            case .panic: true
            }
        }
    }

    private mutating func takeSlot() -> Int {
        if let slot = freeSlots.popLast() { return slot }
        placeBySlot.append(nil)
        return placeBySlot.count - 1
    }

    private mutating func index() {
        places = [:]
        placeBySlot = Array(repeating: nil, count: placeBySlot.count)
        for (place, member) in members.enumerated() {
            places[member.id] = place
            placeBySlot[member.slot] = place
        }
    }
}
