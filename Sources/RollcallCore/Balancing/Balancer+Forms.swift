extension Balancer {
    /// The eight side by side, of which the policy's one is filled: the others hold nothing.
    ///
    /// An enum with the form as its payload would be smaller, but a payload is copied out and in again to be changed or
    /// even read, which costs several times what the pick does.
    struct Forms: Sendable {
        private var roundRobin = RoundRobin()
        private var smoothWeightedRoundRobin = SmoothWeightedRoundRobin()
        private var random = UniformRandom()
        private var weightedRandom = WeightedRandom()
        private var leastOutstanding = LeastOutstanding()
        private var peakEWMA = PeakEWMA()
        private var ringHash = RingHash()
        private var maglev = Maglev()

        mutating func update(_ policy: BalancingPolicy, _ targets: [BalancerTarget]) {
            switch policy {
            case .roundRobin: roundRobin.update(targets)
            case .smoothWeightedRoundRobin: smoothWeightedRoundRobin.update(targets)
            case .random: random.update(targets)
            case .weightedRandom: weightedRandom.update(targets)
            case .leastOutstanding: leastOutstanding.update(targets)
            case .peakEWMA: peakEWMA.update(targets)
            case .ringHash: ringHash.update(targets)
            case .maglev: maglev.update(targets)
            }
        }

        mutating func select(
            _ policy: BalancingPolicy, key: UInt64?, attempt: Int, loads: LoadTable, at now: Moment,
            using chance: inout QuickRandom
        ) -> Int? {
            switch policy {
            case .roundRobin:
                roundRobin.select(key: key, attempt: attempt, loads: loads, at: now, using: &chance)
            case .smoothWeightedRoundRobin:
                smoothWeightedRoundRobin.select(key: key, attempt: attempt, loads: loads, at: now, using: &chance)
            case .random:
                random.select(key: key, attempt: attempt, loads: loads, at: now, using: &chance)
            case .weightedRandom:
                weightedRandom.select(key: key, attempt: attempt, loads: loads, at: now, using: &chance)
            case .leastOutstanding:
                leastOutstanding.select(key: key, attempt: attempt, loads: loads, at: now, using: &chance)
            case .peakEWMA:
                peakEWMA.select(key: key, attempt: attempt, loads: loads, at: now, using: &chance)
            case .ringHash:
                ringHash.select(key: key, attempt: attempt, loads: loads, at: now, using: &chance)
            case .maglev:
                maglev.select(key: key, attempt: attempt, loads: loads, at: now, using: &chance)
            }
        }
    }
}
