/// Which instances a balancer chooses among.
struct TierKey: Sendable, Hashable {
    enum Scope: Sendable, Hashable {
        case zone(String, priority: Int)
        case priority(Int)
        /// Whatever is not OUT_OF_SERVICE.
        case panic
    }

    let policy: BalancingPolicy
    let scope: Scope

    func holds(_ member: PickerMember) -> Bool {
        switch scope {
        case .zone(let zone, let priority):
            member.isPickable && member.priority == priority && member.zone == zone
        case .priority(let priority): member.isPickable && member.priority == priority
        case .panic: member.mayPanic
        }
    }
}

/// The balancer of one such group, brought up to date when it is next asked after a change.
struct PickerTier: Sendable {
    private var balancer: Balancer
    /// The picker's version that it was made from.
    private var version = 0
    /// When the weights change next, by slow start.
    private(set) var changesAt: Moment?

    /// So many choices of the balancer's own may fall on instances that the caller already tried; then they are walked.
    private static let attemptCountMax = 4

    init(_ policy: BalancingPolicy) {
        balancer = Balancer(policy)
    }

    var targetCount: Int { balancer.targets.count }

    func isFresh(_ version: Int, at now: Moment) -> Bool {
        self.version == version && changesAt.map { now < $0 } ?? true
    }

    mutating func refresh(_ version: Int, _ members: [PickerMember], _ slowStart: SlowStart, at now: Moment) {
        let (weights, changesAt) = slowStart.weights(
            of: members.map { SlowStart.Member(weight: $0.weight, since: $0.upSince) }, at: now)
        let targets = zip(members, weights).map { BalancerTarget(id: $0.id, weight: $1, slot: $0.slot) }
        // Most changes of a service leave most of its groups as they were.
        if targets != balancer.targets { balancer.update(targets) }
        (self.version, self.changesAt) = (version, changesAt)
    }

    /// The slot of the choice; nil when all were already tried.
    mutating func choose(
        key: UInt64?, excluded: [InstanceID], loads: LoadTable, at now: Moment,
        using random: inout some RandomNumberGenerator
    ) -> Int? {
        var last = 0
        for attempt in 0..<(excluded.isEmpty ? 1 : Self.attemptCountMax) {
            let choice = balancer.select(key: key, attempt: attempt, loads: loads, at: now, using: &random)
            guard let choice else { return nil }
            let target = balancer.targets[choice]
            if !excluded.contains(target.id) { return target.slot }
            last = choice
        }
        let (before, after) = (balancer.targets[..<last], balancer.targets[last...])
        let left = after.first { !excluded.contains($0.id) } ?? before.first { !excluded.contains($0.id) }
        return left?.slot
    }
}
