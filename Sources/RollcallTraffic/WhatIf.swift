package import RollcallCore

/// What another policy would have done with the calls that came.
package struct WhatIf: Sendable, Equatable {
    package let policy: BalancingPolicy
    /// The calls it was tried on: recent keys, or as many made-up ones where callers give none.
    package let keyCount: Int
    package let keysAreReal: Bool
    /// Of the calls, how many each instance would have got; in the order of the targets.
    package let counts: [(id: InstanceID, count: Int)]
    /// Of the keys, how many went elsewhere with the last change of the members. Nil for policies that do not look at
    /// keys, and before there was a change.
    package let movedCount: Int?

    package static func == (left: WhatIf, right: WhatIf) -> Bool {
        left.policy == right.policy && left.keyCount == right.keyCount && left.keysAreReal == right.keysAreReal
            && left.counts.elementsEqual(right.counts, by: ==) && left.movedCount == right.movedCount
    }

    package static let madeUpKeyCount = 10_000

    /// Tries `policy` on `keys`, with `targets` as they are and `before` as they were.
    package init(
        _ policy: BalancingPolicy, keys: [UInt64], targets: [BalancerTarget], before: [BalancerTarget]?,
        at now: Moment, using random: inout some RandomNumberGenerator
    ) {
        self.policy = policy
        // Nobody can tell what the loads would have been.
        let loads = LoadTable()
        keysAreReal = !keys.isEmpty
        var tried = keys
        if keys.isEmpty { for _ in 0..<Self.madeUpKeyCount { tried.append(random.next()) } }
        keyCount = tried.count
        var counts = Array(repeating: 0, count: targets.count)
        var balancer = Balancer(policy)
        balancer.update(targets)
        var chosen: [InstanceID?] = []
        for key in tried {
            let index = balancer.select(key: key, loads: loads, at: now, using: &random)
            if let index { counts[index] += 1 }
            chosen.append(index.map { targets[$0].id })
        }
        self.counts = zip(targets, counts).map { ($0.id, $1) }
        guard policy.usesKey, let before else {
            movedCount = nil
            return
        }
        var earlier = Balancer(policy)
        earlier.update(before)
        movedCount = zip(tried, chosen).count { key, chosen in
            let index = earlier.select(key: key, loads: loads, at: now, using: &random)
            return index.map { before[$0].id } != chosen
        }
    }
}
