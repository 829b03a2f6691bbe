/// One balancer under any policy.
package struct Balancer: LoadBalancer {
    package let policy: BalancingPolicy
    package private(set) var targets: [BalancerTarget] = []
    private var forms = Forms()
    private var choices = FurtherChoices()
    /// The key of the last pick, for its further attempts: the caller's, or the one that chance gave it.
    private var lastKey: UInt64 = 0

    package static let targetCountMax = 1_000_000

    package init(_ policy: BalancingPolicy) {
        self.policy = policy
    }

    /// Keeps what can be kept: the place in the round, the credits, the keys.
    package mutating func update(_ targets: [BalancerTarget]) {
        precondition(targets.count <= Self.targetCountMax, "\(targets.count) targets are too many for one balancer")
        forms.update(policy, targets)
        self.targets = targets
        choices = FurtherChoices()
    }

    /// An index into `targets`; nil only when there are none.
    ///
    /// As many attempts as there are targets, counted up from 0, give each of them once. Hashing policies give the same
    /// ones for the same key, and take a random key where there is none.
    package mutating func select(
        key: UInt64?, attempt: Int = 0, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Int? {
        // The caller's generator is asked once: through a protocol of another module every call of it is dear.
        var chance = QuickRandom(seed: policy.usesChance(hasKey: key != nil) ? random.next() : 0)
        return select(key, attempt, loads, now, &chance)
    }

    private mutating func select(
        _ key: UInt64?, _ attempt: Int, _ loads: LoadTable, _ now: Moment, _ chance: inout QuickRandom
    ) -> Int? {
        guard !targets.isEmpty else { return nil }
        // Behind its last choice round robin always has the next.
        guard attempt > 0, policy != .roundRobin else { return first(key, loads, now, &chance) }
        // An attempt that does not follow on the one before, with its key, is reached from the first one.
        if choices.count == 0 || policy.usesKey && (choices.count != attempt || key ?? lastKey != lastKey) {
            _ = first(key, loads, now, &chance)
            while choices.count < attempt { _ = further(loads, now, &chance) }
        }
        return further(loads, now, &chance)
    }

    private mutating func first(
        _ key: UInt64?, _ loads: LoadTable, _ now: Moment, _ chance: inout QuickRandom
    ) -> Int? {
        if policy.usesKey { lastKey = key ?? chance.next() }
        let chosen = forms.select(policy, key: lastKey, attempt: 0, loads: loads, at: now, using: &chance)
        if let chosen { choices.begin(with: chosen) }
        return chosen
    }

    private mutating func further(_ loads: LoadTable, _ now: Moment, _ chance: inout QuickRandom) -> Int? {
        let index = asked(loads, now, &chance) ?? choices.next(among: targets.count)
        choices.add(index)
        return index
    }

    /// What the policy says when asked again, unless it was given already or the policy has been asked enough.
    private mutating func asked(_ loads: LoadTable, _ now: Moment, _ chance: inout QuickRandom) -> Int? {
        guard choices.count < FurtherChoices.askedCount else { return nil }
        for _ in 0..<FurtherChoices.repeatCountMax {
            choices.reach += 1
            let chosen = forms.select(
                policy, key: lastKey, attempt: choices.reach, loads: loads, at: now, using: &chance)
            if let chosen, !choices.contains(chosen) { return chosen }
        }
        return nil
    }
}
