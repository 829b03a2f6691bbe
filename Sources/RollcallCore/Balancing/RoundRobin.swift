/// One after the other, whatever they weigh.
struct RoundRobin: LoadBalancer {
    private var targets: [BalancerTarget] = []
    private var next = 0

    /// Goes on behind the instance it last gave or, where that is gone, behind the nearest before it that is left.
    mutating func update(_ targets: [BalancerTarget]) {
        defer { self.targets = targets }
        guard !self.targets.isEmpty, !self.targets.sharesOutLike(targets) else {
            next = targets.isEmpty ? 0 : next
            return
        }
        let places = Dictionary(targets.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let given = (self.targets[..<next].reversed() + self.targets[next...].reversed()).lazy
        let last = given.compactMap { places[$0.id] }.first
        next = last.map { ($0 + 1) % targets.count } ?? 0
    }

    mutating func select(
        key: UInt64?, attempt: Int, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Int? {
        guard !targets.isEmpty else { return nil }
        let chosen = next
        next = chosen + 1 == targets.count ? 0 : chosen + 1
        return chosen
    }
}
