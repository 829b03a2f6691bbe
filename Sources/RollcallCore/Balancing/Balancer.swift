/// One balancer under any policy.
package struct Balancer: LoadBalancer {
    package let policy: BalancingPolicy
    package private(set) var targets: [BalancerTarget] = []

    package init(_ policy: BalancingPolicy) {
        self.policy = policy
    }

    /// Keeps what can be kept: the place in the round, the credits, the keys.
    package mutating func update(_ targets: [BalancerTarget]) {
        self.targets = targets
    }

    /// An index into `targets`; nil only when there are none.
    package mutating func select(
        key: UInt64?, attempt: Int = 0, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Int? {
        guard !targets.isEmpty else { return nil }
        let start = key ?? random.next()
        return Int((start &+ UInt64(attempt)) % UInt64(targets.count))
    }
}
