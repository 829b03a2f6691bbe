/// Two different indices, each drawn in proportion to its weight: what the power of two choices chooses from
/// (Mitzenmacher, "The power of two choices in randomized load balancing", 2001).
struct WeightedPair: Sendable {
    private let table: AliasTable

    init(weights: [Int]) {
        table = AliasTable(weights: weights)
    }

    var count: Int { table.count }

    /// There must be at least two.
    func draw(using random: inout some RandomNumberGenerator) -> (first: Int, second: Int) {
        let first = table.draw(using: &random)
        if !table.columns.isEmpty {
            // Under one weight far above the others the second draw would hit it for ever.
            for _ in 0..<4 {
                let second = table.draw(using: &random)
                if second != first { return (first, second) }
            }
        }
        let other = Int(random.next(upperBound: UInt64(table.count - 1)))
        return (first, other < first ? other : other + 1)
    }
}
