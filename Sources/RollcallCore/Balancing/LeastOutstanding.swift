/// Of two drawn by weight, the one with fewer outstanding calls for its weight.
///
/// Two choices are nearly as good as looking at all of them, and unlike that they do not send every caller to the same
/// idle instance. Between idle ones the first drawn wins, so that without load the shares are those of the weights:
/// what Envoy reaches with its weight / (active + 1), where comparing that figure of two would never choose the
/// lighter one as long as both are idle.
struct LeastOutstanding: LoadBalancer {
    private var seats: [Seat] = []
    private var pair = WeightedPair(weights: [])

    mutating func update(_ targets: [BalancerTarget]) {
        seats = targets.map(Seat.init)
        pair = WeightedPair(weights: targets.map(\.weight))
    }

    func select(
        key: UInt64?, attempt: Int, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Int? {
        guard seats.count > 1 else { return seats.isEmpty ? nil : 0 }
        let (first, second) = pair.draw(using: &random)
        let (one, other) = (seats[first], seats[second])
        // active / weight without the division.
        let isBusier =
            loads[one.slot].outstanding * other.weight > loads[other.slot].outstanding * one.weight
        return isBusier ? second : first
    }
}
