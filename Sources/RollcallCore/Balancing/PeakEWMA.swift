/// Of two drawn evenly, the one with the lower peak latency × (outstanding calls + 1) / weight.
///
/// Finagle's `P2CPeakEwma`: sees a slow instance at its first slow answer, not when its calls have piled up. The weight
/// divides the cost and does not also steer the draw, or it would count twice.
struct PeakEWMA: LoadBalancer {
    private var seats: [Seat] = []
    private var pair = WeightedPair(weights: [])

    /// What an unmeasured instance costs while its first call is out: one call finds out, the next wait for its answer.
    private static let unmeasuredCost = 1e15

    mutating func update(_ targets: [BalancerTarget]) {
        seats = targets.map(Seat.init)
        pair = WeightedPair(weights: targets.map { _ in 1 })
    }

    func select(
        key: UInt64?, attempt: Int, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Int? {
        guard seats.count > 1 else { return seats.isEmpty ? nil : 0 }
        let (first, second) = pair.draw(using: &random)
        return Self.cost(seats[first], loads, now) <= Self.cost(seats[second], loads, now) ? first : second
    }

    private static func cost(_ seat: Seat, _ loads: LoadTable, _ now: Moment) -> Double {
        let load = loads[seat.slot]
        let latency = load.latency.nanoseconds(at: now)
        // Never measured, or so long ago that nothing is left of it.
        guard latency > 0 else { return load.outstanding == 0 ? 0 : unmeasuredCost * Double(load.outstanding) }
        return latency * Double(load.outstanding + 1) / Double(seat.weight)
    }
}
