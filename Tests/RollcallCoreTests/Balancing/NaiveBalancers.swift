import RollcallCore

/// The balancers as their sources describe them, without a thought for speed.
enum Naive {
    /// nginx's walk over all credits.
    struct SmoothWeighted {
        let weights: [Int]
        var credits: [Int]

        mutating func next() -> Int {
            for index in weights.indices { credits[index] += weights[index] }
            var best = 0
            for index in weights.indices where credits[index] > credits[best] { best = index }
            credits[best] -= weights.reduce(0, +)
            return best
        }
    }

    /// Walks along the weights until `ticket`, a number below their sum, is used up.
    static func weighted(_ weights: [Int], ticket: Int) -> Int? {
        var left = ticket
        for (index, weight) in weights.enumerated() {
            if left < weight { return index }
            left -= weight
        }
        return nil
    }

    /// Looks at every point of every target.
    static func ring(_ targets: [BalancerTarget], key: UInt64) -> Int? {
        let mask: UInt64 = 0xFFFFF
        let place = KeyHash.mix(key) & ~mask
        let total = targets.reduce(0) { $0 + $1.weight }
        let wanted = min(max(160 * targets.count, 1_024), 262_144)
        var (behind, lowest): (UInt64?, UInt64?)
        for (index, target) in targets.enumerated() {
            let seed = KeyHash.hash(target.id.text)
            for number in 0..<max(1, target.weight * wanted / total) {
                let hash = KeyHash.mix(seed &+ UInt64(number) &* 0x9E37_79B9_7F4A_7C15)
                let point = hash & ~mask | UInt64(index)
                lowest = min(lowest ?? point, point)
                if point >= place { behind = min(behind ?? point, point) }
            }
        }
        return (behind ?? lowest).map { Int($0 & mask) }
    }

    /// "Populate" of the Maglev paper, with all permutations written out. Of unequal weights, one of at most a half, a
    /// quarter, ... of the greatest is asked in every second, fourth, ... round, and takes what its weight allows by then.
    static func maglev(_ targets: [BalancerTarget], size: Int) -> [Int32] {
        let weightMax = targets.map(\.weight).max() ?? 1
        func period(_ target: BalancerTarget) -> Int {
            var period = 1
            while target.weight * period * 2 <= weightMax { period *= 2 }
            return period
        }
        let sorted = targets.enumerated().sorted {
            (period($0.element), $0.offset) < (period($1.element), $1.offset)
        }
        let permutation = sorted.map { entry in
            let hash = KeyHash.hash(entry.element.id.text)
            let (offset, skip) = (
                hash % UInt64(size), KeyHash.mix(hash ^ 0x9E37_79B9_7F4A_7C15) % UInt64(size - 1) + 1
            )
            return (0..<UInt64(size)).map { Int((offset + $0 * skip) % UInt64(size)) }
        }
        var next = sorted.map { _ in 0 }
        var turns = sorted.map { _ in 0 }
        var entries = [Int32](repeating: -1, count: size)
        var (filled, round) = (0, 0)
        while true {
            for (rank, entry) in sorted.enumerated() {
                guard round % period(entry.element) == 0 else { continue }
                guard round * entry.element.weight >= turns[rank] * weightMax else { continue }
                turns[rank] += 1
                while entries[permutation[rank][next[rank]]] >= 0 { next[rank] += 1 }
                entries[permutation[rank][next[rank]]] = Int32(entry.offset)
                filled += 1
                if filled == size { return entries }
            }
            round += 1
        }
    }

    /// Two different ones, each as likely as any other, and the one with fewer calls out.
    static func twoChoices(
        _ targets: [BalancerTarget], _ loads: LoadTable, using random: inout some RandomNumberGenerator
    ) -> Int {
        let first = Int(UInt64(targets.count).multipliedFullWidth(by: random.next()).high)
        var others = Array(targets.indices)
        others.remove(at: first)
        let second = others[Int(random.next(upperBound: UInt64(others.count)))]
        let outstanding = { (index: Int) in loads[targets[index].slot].outstanding }
        return outstanding(second) < outstanding(first) ? second : first
    }
}
