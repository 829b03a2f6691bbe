/// Fills the table of `Maglev`: the targets take turns, and each takes the next free place of its own permutation.
package enum MaglevTable {
    /// Primes, so that every step from 1 to size - 1 visits all places. The first is the paper's small table.
    package static let sizes = [65_537, 131_101, 262_147, 524_309, 1_048_583]

    /// A hundred places a target keep the shares within a hundredth of each other (section 5.3 of the paper). Where the
    /// count of targets passes a border (655, 1,311, 2,621, 5,243) the table grows and most keys move, once.
    package static func size(for targetCount: Int) -> Int {
        sizes.first { $0 >= targetCount * 100 } ?? sizes[sizes.count - 1]
    }

    /// The index of a target for each place; `size` must be a prime.
    package static func make(_ targets: [BalancerTarget], size: Int) -> [Int32] {
        guard !targets.isEmpty else { return [] }
        precondition(targets.count <= size, "\(targets.count) targets do not fit a table of \(size)")
        let turns = MaglevTurns(targets.map(\.weight))
        var permutations = turns.order.map { Permutation(targets[$0].id, size: size) }
        var table = [Int32](repeating: -1, count: size)
        var isTaken = [UInt64](repeating: 0, count: size / 64 + 1)
        var left = size
        turns.forEach { rank in
            let place = permutations[rank].takeFree(&isTaken, size)
            table[place] = Int32(truncatingIfNeeded: turns.order[rank])
            left -= 1
            return left > 0
        }
        return table
    }

    /// A target's preferences: a start and a step of its own, from its id alone.
    struct Permutation {
        private var place: Int
        private let step: Int

        init(_ id: InstanceID, size: Int) {
            let hash = KeyHash.hash(id.text)
            place = Int(hash % UInt64(size))
            step = Int(KeyHash.mix(hash ^ 0x9E37_79B9_7F4A_7C15) % UInt64(size - 1)) + 1
        }

        /// The next place that nobody has; there must be one.
        mutating func takeFree(_ isTaken: inout [UInt64], _ size: Int) -> Int {
            while true {
                let found = place
                place += step
                if place >= size { place -= size }
                let bit = UInt64(1) << UInt64(found & 63)
                guard isTaken[found >> 6] & bit == 0 else { continue }
                isTaken[found >> 6] |= bit
                return found
            }
        }
    }
}
