import RollcallCore
import RollcallTestKit

/// Targets `t0`, `t1`, ... of these weights, each in the slot of its number.
func targets(_ weights: [Int]) -> [BalancerTarget] {
    weights.enumerated().map { target($0, weight: $1) }
}

func target(_ number: Int, weight: Int = 1) -> BalancerTarget {
    BalancerTarget(id: InstanceID(trusted: "t\(number)"), weight: weight, slot: number)
}

extension Balancer {
    init(_ policy: BalancingPolicy, _ targets: [BalancerTarget]) {
        self.init(policy)
        update(targets)
    }

    /// A pick with nothing outstanding.
    mutating func pick(key: UInt64? = nil, attempt: Int = 0, _ random: inout SeededRandom) -> Int? {
        select(key: key, attempt: attempt, loads: LoadTable(), at: .zero, using: &random)
    }

    /// The names of the targets that so many picks give.
    mutating func names(_ count: Int, seed: UInt64 = 0) -> [String] {
        var random = SeededRandom(seed)
        return (0..<count).map { _ in pick(&random).map { targets[$0].id.text } ?? "-" }
    }

    /// How often so many picks give each target.
    mutating func tally(_ count: Int, seed: UInt64, loads: LoadTable = LoadTable()) -> [Int] {
        var random = SeededRandom(seed)
        var tally = targets.map { _ in 0 }
        for _ in 0..<count {
            if let index = select(key: nil, loads: loads, at: .zero, using: &random) { tally[index] += 1 }
        }
        return tally
    }
}

enum ChiSquared {
    /// Pearson's statistic for what was counted against shares in proportion to `weights`.
    static func statistic(_ counted: [Int], _ weights: [Int]) -> Double {
        let (total, weight) = (Double(counted.reduce(0, +)), Double(weights.reduce(0, +)))
        return zip(counted, weights).reduce(0) { sum, pair in
            let expected = total * Double(pair.1) / weight
            return sum + (Double(pair.0) - expected) * (Double(pair.0) - expected) / expected
        }
    }

    /// What the statistic exceeds less than once in 10,000 times where the shares are right: the Wilson-Hilferty
    /// approximation at 3.72 standard deviations.
    static func bound(_ cells: Int) -> Double {
        let freedom = Double(cells - 1)
        let cube = 1 - 2 / (9 * freedom) + 3.72 * (2 / (9 * freedom)).squareRoot()
        return freedom * cube * cube * cube
    }
}
