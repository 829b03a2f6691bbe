extension Balancer {
    /// The eight, dispatched by a switch: nothing is boxed.
    enum Form: LoadBalancer {
        case roundRobin(RoundRobin)
        case smoothWeightedRoundRobin(SmoothWeightedRoundRobin)
        case random(UniformRandom)
        case weightedRandom(WeightedRandom)
        case leastOutstanding(LeastOutstanding)
        case peakEWMA(PeakEWMA)
        case ringHash(RingHash)
        case maglev(Maglev)

        init(_ policy: BalancingPolicy) {
            self =
                switch policy {
                case .roundRobin: .roundRobin(RoundRobin())
                case .smoothWeightedRoundRobin: .smoothWeightedRoundRobin(SmoothWeightedRoundRobin())
                case .random: .random(UniformRandom())
                case .weightedRandom: .weightedRandom(WeightedRandom())
                case .leastOutstanding: .leastOutstanding(LeastOutstanding())
                case .peakEWMA: .peakEWMA(PeakEWMA())
                case .ringHash: .ringHash(RingHash())
                case .maglev: .maglev(Maglev())
                }
        }

        mutating func update(_ targets: [BalancerTarget]) {
            switch self {
            case .roundRobin(var form):
                form.update(targets)
                self = .roundRobin(form)
            case .smoothWeightedRoundRobin(var form):
                form.update(targets)
                self = .smoothWeightedRoundRobin(form)
            case .random(var form):
                form.update(targets)
                self = .random(form)
            case .weightedRandom(var form):
                form.update(targets)
                self = .weightedRandom(form)
            case .leastOutstanding(var form):
                form.update(targets)
                self = .leastOutstanding(form)
            case .peakEWMA(var form):
                form.update(targets)
                self = .peakEWMA(form)
            case .ringHash(var form):
                form.update(targets)
                self = .ringHash(form)
            case .maglev(var form):
                form.update(targets)
                self = .maglev(form)
            }
        }

        mutating func select(
            key: UInt64?, attempt: Int, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
        ) -> Int? {
            switch self {
            case .roundRobin(var form):
                defer { self = .roundRobin(form) }
                return form.select(key: key, attempt: attempt, loads: loads, at: now, using: &random)
            case .smoothWeightedRoundRobin(var form):
                // While `self` holds the arrays too, changing them would copy them.
                self = .random(UniformRandom())
                defer { self = .smoothWeightedRoundRobin(form) }
                return form.select(key: key, attempt: attempt, loads: loads, at: now, using: &random)
            case .random(let form):
                return form.select(key: key, attempt: attempt, loads: loads, at: now, using: &random)
            case .weightedRandom(let form):
                return form.select(key: key, attempt: attempt, loads: loads, at: now, using: &random)
            case .leastOutstanding(let form):
                return form.select(key: key, attempt: attempt, loads: loads, at: now, using: &random)
            case .peakEWMA(let form):
                return form.select(key: key, attempt: attempt, loads: loads, at: now, using: &random)
            case .ringHash(let form):
                return form.select(key: key, attempt: attempt, loads: loads, at: now, using: &random)
            case .maglev(let form):
                return form.select(key: key, attempt: attempt, loads: loads, at: now, using: &random)
            }
        }
    }
}
