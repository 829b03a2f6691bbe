/// A ring of points, several for each target by weight; a key goes to the target of the next point behind it.
///
/// Consistent hashing (Karger et al., 1997) in the manner of libketama: a target's points depend on its id alone, so
/// one more among n takes 1/n of the keys and leaves the others where they are.
package struct RingHash: LoadBalancer {
    /// Of a target of average weight. Shares then differ from the weights by about 1/√160, eight in a hundred.
    static let pointsPerTarget = 160
    static let pointCountMin = 1_024
    /// Bounds memory (2.5 MB) and the time to build; from 1,638 targets on each has fewer points and shares are coarser.
    static let pointCountMax = 1 << 18

    private var targets: [BalancerTarget] = []
    private var points = RingPoints([])

    package init() {}

    package mutating func update(_ targets: [BalancerTarget]) {
        if !self.targets.sharesOutLike(targets) { points = RingPoints(Self.points(of: targets)) }
        self.targets = targets
    }

    /// The target `attempt` points behind the key.
    package func select(
        key: UInt64?, attempt: Int, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Int? {
        guard !targets.isEmpty else { return nil }
        return points.owner(of: KeyHash.mix(key ?? random.next()), beyond: attempt)
    }

    /// All points, in no order.
    package static func points(of targets: [BalancerTarget]) -> [RingPoint] {
        let (counts, total) = pointCounts(targets)
        var points: [RingPoint] = []
        points.reserveCapacity(total)
        for (index, target) in targets.enumerated() {
            let seed = KeyHash.hash(target.id.text)
            // Fewer points are the first of more, so that a change of weight moves only the keys of the rest.
            for number in 0..<counts[index] {
                let place = KeyHash.mix(seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
                points.append(RingPoint(place: place, owner: index))
            }
        }
        return points
    }

    private static func pointCounts(_ targets: [BalancerTarget]) -> (counts: [Int], total: Int) {
        let wanted = min(max(targets.count * pointsPerTarget, pointCountMin), pointCountMax)
        let weight = max(1, targets.totalWeight)
        let counts = targets.map { max(1, $0.weight * wanted / weight) }
        return (counts, counts.reduce(0, +))
    }
}
