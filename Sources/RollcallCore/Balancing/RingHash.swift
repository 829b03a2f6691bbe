/// A ring of points, several for each target by weight; a key goes to the target of the next point behind it.
///
/// Consistent hashing (Karger et al., 1997) in the manner of libketama: a target's points depend on its id alone, so
/// one more among n takes 1/n of the keys and leaves the others where they are.
package struct RingHash: LoadBalancer {
    /// Of a target of average weight. Shares then differ from the weights by about 1/√160, eight in a hundred.
    static let pointsPerTarget = 160
    static let pointCountMin = 1_024
    /// Bounds memory (2 MB) and the time to build; from 1,638 targets on each has fewer points and shares are coarser.
    static let pointCountMax = 1 << 18

    private var targets: [BalancerTarget] = []
    /// Ascending. The lower bits of a point name its target, the rest is its place: one array to search and to sort.
    private var points: [UInt64] = []
    /// √(number of points): the standard deviation of how many points lie before the middle of the ring, times two.
    private var spread = 0

    private static let targetBits = 20
    private static let targetMask = UInt64(1) << targetBits - 1

    package init() {}

    package mutating func update(_ targets: [BalancerTarget]) {
        if !self.targets.sharesOutLike(targets) {
            points = Self.points(of: targets)
            spread = Int(Double(points.count).squareRoot())
        }
        self.targets = targets
    }

    /// The target `attempt` points behind the key.
    package func select(
        key: UInt64?, attempt: Int, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Int? {
        guard !points.isEmpty else { return nil }
        let place = KeyHash.mix(key ?? random.next()) & ~Self.targetMask
        let index = (firstPoint(from: place) + attempt) % points.count
        return Int(points[index] & Self.targetMask)
    }

    /// The first point at or behind `place`; behind the last one the ring begins again.
    private func firstPoint(from place: UInt64) -> Int {
        var (low, high) = (0, points.count)
        // Points are spread evenly: the place is hardly ever further than this from where it would be if they were spaced so.
        let guess = Int(place.multipliedFullWidth(by: UInt64(points.count)).high)
        if guess - spread >= low, points[guess - spread] < place { low = guess - spread + 1 }
        if guess + spread < high, points[guess + spread] >= place { high = guess + spread }
        while low < high {
            let middle = (low + high) / 2
            if points[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// All points, in order.
    package static func points(of targets: [BalancerTarget]) -> [UInt64] {
        precondition(targets.count <= targetMask, "\(targets.count) targets are more than a ring tells apart")
        let (counts, total) = pointCounts(targets)
        var points: [UInt64] = []
        points.reserveCapacity(total)
        for (index, target) in targets.enumerated() {
            let seed = KeyHash.hash(target.id.text)
            for number in 0..<counts[index] {
                points.append(place(number, seed) & ~targetMask | UInt64(index))
            }
        }
        points.sort()
        return points
    }

    /// A target's point by number: fewer points are the first of more, so that a change of weight moves only the rest.
    static func place(_ number: Int, _ seed: UInt64) -> UInt64 {
        KeyHash.mix(seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
    }

    static func pointCounts(_ targets: [BalancerTarget]) -> (counts: [Int], total: Int) {
        let wanted = min(max(targets.count * pointsPerTarget, pointCountMin), pointCountMax)
        let weight = max(1, targets.totalWeight)
        let counts = targets.map { max(1, $0.weight * wanted / weight) }
        return (counts, counts.reduce(0, +))
    }
}
