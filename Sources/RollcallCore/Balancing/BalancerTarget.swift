/// An instance as a balancer sees it.
package struct BalancerTarget: Sendable, Hashable {
    package let id: InstanceID
    /// Its share of the calls against that of its neighbours. What weighs 0 takes no calls and is no target.
    package let weight: Int
    /// Its place in the `LoadTable`.
    package let slot: Int

    /// Above this a weight counts as this: sums over a million targets then stay far from overflow.
    package static let weightMax = 1 << 24

    package init(id: InstanceID, weight: Int, slot: Int) {
        precondition(weight >= 1, "\(id) weighs \(weight) and is no target")
        self.id = id
        self.weight = min(weight, Self.weightMax)
        self.slot = slot
    }
}

/// What of a target a pick by load reads: without its id, which would be retained and released, it is two numbers.
struct Seat: Sendable {
    let slot: Int
    let weight: Int

    init(_ target: BalancerTarget) {
        (slot, weight) = (target.slot, target.weight)
    }
}

extension [BalancerTarget] {
    var totalWeight: Int { reduce(0) { $0 + $1.weight } }

    /// The same instances with the same weights in the same order; their slots may differ.
    func sharesOutLike(_ other: [BalancerTarget]) -> Bool {
        count == other.count && zip(self, other).allSatisfy { $0.weight == $1.weight && $0.id == $1.id }
    }
}
