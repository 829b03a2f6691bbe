internal import HeapModule

/// All leases with their deadlines in a heap.
///
/// A renewal only writes the lease; its place in the heap stays where it was, too early, and is mended when it comes up
/// (as timer wheels and etcd's lessor do lazily). So a renewal costs one hash look-up, and a sweep costs what is due.
package struct LeaseTable: Sendable {
    package struct Due: Sendable, Equatable {
        package let id: InstanceID
        package let phase: Lease.Phase
        package let ttl: Duration
        /// When its provider was last heard, for the event's cause.
        package let renewed: WallTime
    }

    package enum Renewal: Sendable, Equatable {
        case renewed(Lease)
        /// The lease had run out: the registry's writer must hear of this sign of life.
        case lapsed
        case unknown
    }

    private struct Entry: Comparable, Sendable {
        let deadline: Moment
        let id: InstanceID
        static func < (left: Entry, right: Entry) -> Bool { left.deadline < right.deadline }
        static func == (left: Entry, right: Entry) -> Bool { left.deadline == right.deadline && left.id == right.id }
    }

    /// A lease and the heap entry that stands for it; entries of other deadlines are stale and skipped.
    private struct Slot: Sendable {
        var lease: Lease
        var queued: Moment
    }

    private var slots: [InstanceID: Slot] = [:]
    private var heap = Heap<Entry>()
    /// Renewed since the last `takeRenewed`, so that the rim can write them down along with other changes.
    private var renewedIDs: Set<InstanceID> = []
    private(set) var renewals = RecentRate()

    package init() {}

    package var count: Int { slots.count }
    package subscript(id: InstanceID) -> Lease? { slots[id]?.lease }

    /// When `takeDue` has next something to say, at the earliest; nil while there are no leases.
    package var nextDeadline: Moment? { heap.min?.deadline }

    package mutating func grant(_ id: InstanceID, _ terms: LeaseTerms, at now: Moment, _ time: WallTime) {
        if var lease = self[id] {
            lease.grant(terms, at: now, time)
            set(id, lease)
        } else {
            set(id, Lease(terms, granted: now, time))
        }
    }

    /// Other terms, effective at once: the running phase is measured anew, without counting as a sign of life.
    package mutating func amend(_ id: InstanceID, _ terms: LeaseTerms, at now: Moment) {
        guard var lease = self[id] else { return }
        lease.amend(terms, at: now)
        set(id, lease)
    }

    package mutating func restore(_ id: InstanceID, _ lease: Lease) {
        set(id, lease)
    }

    /// Renews a held lease. One that has lapsed is left alone: its instance is DOWN, so coming back is a transition.
    package mutating func renew(_ id: InstanceID, at now: Moment, _ time: WallTime) -> Renewal {
        guard let index = slots.index(forKey: id) else { return .unknown }
        let lease = slots.values[index].lease
        guard !lease.hasLapsed, !lease.isDue(at: now) else { return .lapsed }
        slots.values[index].lease.renew(at: now, time)
        renewals.record(at: now)
        renewedIDs.insert(id)
        return .renewed(slots.values[index].lease)
    }

    /// The writer's renewal of a lease that had lapsed.
    package mutating func revive(_ id: InstanceID, at now: Moment, _ time: WallTime) {
        guard var lease = self[id] else { return }
        lease.renew(at: now, time)
        set(id, lease)
        renewals.record(at: now)
        renewedIDs.insert(id)
    }

    package mutating func revoke(_ id: InstanceID) {
        slots[id] = nil
        renewedIDs.remove(id)
    }

    /// Up to `countMax` leases whose deadline has come, soonest first. A held lease among them is expired by this call,
    /// so that no renewal can be acknowledged between the decision and its transaction. An expired one comes again
    /// after `retryAfter`, unless it is revoked first.
    package mutating func takeDue(at now: Moment, countMax: Int, retryAfter: Duration = .seconds(1)) -> [Due] {
        var due: [Due] = []
        while due.count < countMax, let entry = heap.min, entry.deadline <= now {
            heap.removeMin()
            guard let slot = slots[entry.id], slot.queued == entry.deadline else { continue }
            var lease = slot.lease
            if lease.isDue(at: now) {
                due.append(Due(id: entry.id, phase: lease.phase, ttl: lease.terms.ttl, renewed: lease.renewed))
                switch lease.phase {
                case .held: lease.expire(at: now)
                case .expired: lease.postponeEviction(to: now.advanced(by: retryAfter))
                }
            }
            slots[entry.id] = nil
            set(entry.id, lease)
        }
        return due
    }

    /// Gives every held lease a full ttl from now; see `Lease.extend`.
    package mutating func extendAll(at now: Moment) {
        for id in slots.keys { slots[id]?.lease.extend(at: now) }
    }

    /// What was renewed since the last call, with the time of the last renewal.
    package mutating func takeRenewed() -> [(id: InstanceID, renewed: WallTime)] {
        defer { renewedIDs.removeAll(keepingCapacity: true) }
        return renewedIDs.compactMap { id in self[id].map { (id, $0.renewed) } }
    }

    /// Held leases, and those that ran out and are not evicted yet.
    package func counts() -> (held: Int, expired: Int) {
        slots.values.reduce(into: (held: 0, expired: 0)) { counts, slot in
            if slot.lease.phase == .held { counts.held += 1 } else { counts.expired += 1 }
        }
    }

    func forEach(_ body: (Lease) -> Void) {
        for slot in slots.values { body(slot.lease) }
    }

    private mutating func set(_ id: InstanceID, _ lease: Lease) {
        if let queued = slots[id]?.queued, queued <= lease.deadline {
            slots[id] = Slot(lease: lease, queued: queued)
        } else {
            slots[id] = Slot(lease: lease, queued: lease.deadline)
            heap.insert(Entry(deadline: lease.deadline, id: id))
        }
    }
}
