/// Chooses one of the targets it was last given. A value: no clock, no dice and no lock of its own.
package protocol LoadBalancer: Sendable {
    /// Replaces the targets and keeps what can be kept: the place in the round, the credits, the keys.
    mutating func update(_ targets: [BalancerTarget])

    /// An index into the targets of the last `update`; nil only when there are none.
    ///
    /// `attempt` above 0 asks for a further choice by a caller that could not use the earlier ones.
    mutating func select(
        key: UInt64?, attempt: Int, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Int?
}
