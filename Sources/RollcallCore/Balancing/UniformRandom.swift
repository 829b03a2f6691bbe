/// Any of them, whatever they weigh.
struct UniformRandom: LoadBalancer {
    private var count = 0

    mutating func update(_ targets: [BalancerTarget]) {
        count = targets.count
    }

    func select(
        key: UInt64?, attempt: Int, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Int? {
        count == 0 ? nil : Int(UInt64(count).multipliedFullWidth(by: random.next()).high)
    }
}
