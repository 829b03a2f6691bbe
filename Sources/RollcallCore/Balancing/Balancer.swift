/// One balancer under any policy.
package struct Balancer: LoadBalancer {
    package let policy: BalancingPolicy
    package private(set) var targets: [BalancerTarget] = []
    private var form: Form
    private var choices = FurtherChoices()
    /// The key of the last pick, for its further attempts; for hashing policies also the one that chance gave it.
    private var lastKey: UInt64 = 0

    package init(_ policy: BalancingPolicy) {
        self.policy = policy
        form = Form(policy)
    }

    /// Keeps what can be kept: the place in the round, the credits, the keys.
    package mutating func update(_ targets: [BalancerTarget]) {
        precondition(targets.count <= Self.targetCountMax, "\(targets.count) targets are too many for one balancer")
        form.update(targets)
        self.targets = targets
        choices = FurtherChoices()
    }

    package static let targetCountMax = 1_000_000

    /// An index into `targets`; nil only when there are none.
    ///
    /// As many attempts as there are targets, counted up from 0, give each of them once. Hashing policies give the same
    /// ones for the same key, and a random key where there is none.
    package mutating func select(
        key: UInt64?, attempt: Int = 0, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Int? {
        guard !targets.isEmpty else { return nil }
        guard attempt > 0 else { return first(key, loads, now, &random) }
        // An attempt that does not follow on the one before, with its key, is reached from the first one.
        if choices.count == 0 || policy.usesKey && (choices.count != attempt || key ?? lastKey != lastKey) {
            _ = first(key, loads, now, &random)
            while choices.count < attempt { _ = further(loads, now, &random) }
        }
        return further(loads, now, &random)
    }

    private mutating func first(
        _ key: UInt64?, _ loads: LoadTable, _ now: Moment, _ random: inout some RandomNumberGenerator
    ) -> Int? {
        if policy.usesKey { lastKey = key ?? random.next() }
        guard let chosen = form.select(key: lastKey, attempt: 0, loads: loads, at: now, using: &random) else {
            return nil
        }
        choices.begin(with: chosen)
        return chosen
    }

    private mutating func further(
        _ loads: LoadTable, _ now: Moment, _ random: inout some RandomNumberGenerator
    ) -> Int? {
        if policy == .roundRobin { return first(nil, loads, now, &random) }
        var chosen: Int?
        if choices.count < FurtherChoices.askedCount {
            for _ in 0..<FurtherChoices.repeatCountMax where chosen == nil {
                choices.reach += 1
                let asked = form.select(key: lastKey, attempt: choices.reach, loads: loads, at: now, using: &random)
                chosen = asked.flatMap { choices.contains($0) ? nil : $0 }
            }
        }
        let index = chosen ?? choices.next(among: targets.count)
        choices.add(index)
        return index
    }
}
