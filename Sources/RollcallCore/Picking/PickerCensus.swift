/// The instances of a service counted by what a pick may do with them; what weighs 0 is in none of the counts.
package struct PickerCensus: Sendable, Equatable {
    /// UP, with a closed breaker.
    package private(set) var pickable = 0
    /// UP, with a breaker that is not closed.
    package private(set) var ejected = 0
    /// What the panic threshold is a share of: UP or DOWN. One that is STARTING has not failed: a service that comes up
    /// would otherwise call its unready instances until half of them are ready.
    package private(set) var judged = 0
    /// Not OUT_OF_SERVICE.
    package private(set) var inService = 0
    /// The lowest number, of whatever status: what a pick of another is measured against.
    package private(set) var bestPriority = 0
    package private(set) var isPanicking = false
    /// How many may be ejected at once; see `ServicePolicy.ejectionShare`.
    package private(set) var ejectionCountMax = 0
    /// Of those that are pickable, best first.
    var priorities: [Int] = []
    /// Of those that are pickable.
    var zones: Set<String> = []

    init() {}

    init(_ members: [PickerMember], _ policy: ServicePolicy) {
        var best = Int.max
        var seen: Set<Int> = []
        for member in members where member.weight > 0 {
            best = min(best, member.priority)
            if member.mayPanic { inService += 1 }
            if member.isUp || member.instance.status == .down { judged += 1 }
            guard member.isUp else { continue }
            guard member.isPickable else {
                ejected += 1
                continue
            }
            pickable += 1
            seen.insert(member.priority)
            zones.insert(member.zone)
        }
        bestPriority = best == .max ? 0 : best
        priorities = seen.sorted()
        isPanicking = policy.isPanic(pickable: pickable, of: judged)
        ejectionCountMax = policy.ejectionCountMax(of: pickable + ejected)
    }

    /// A breaker more may open by its own rules.
    var mayEject: Bool { ejected < ejectionCountMax }
}
