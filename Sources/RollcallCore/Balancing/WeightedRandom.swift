/// Any of them, the heavier the likelier.
struct WeightedRandom: LoadBalancer {
    private var table = AliasTable(weights: [])

    mutating func update(_ targets: [BalancerTarget]) {
        table = AliasTable(weights: targets.map(\.weight))
    }

    func select(
        key: UInt64?, attempt: Int, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Int? {
        table.count == 0 ? nil : table.draw(using: &random)
    }
}
