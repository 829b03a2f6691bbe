/// How a service's calls are spread over its instances. The raw values are what the API and the command line say.
public enum BalancingPolicy: String, Sendable, Hashable, CaseIterable {
    case roundRobin = "round_robin"
    case smoothWeightedRoundRobin = "smooth_weighted_round_robin"
    case random
    case weightedRandom = "weighted_random"
    case leastOutstanding = "least_outstanding"
    case peakEWMA = "peak_ewma"
    case ringHash = "ring_hash"
    case maglev

    /// The same key reaches the same instance as long as the instances stay the same.
    public var usesKey: Bool { self == .ringHash || self == .maglev }

    /// A pick rolls dice, for the choice itself or for want of a key.
    func usesChance(hasKey: Bool) -> Bool {
        switch self {
        case .roundRobin, .smoothWeightedRoundRobin: false
        case .random, .weightedRandom, .leastOutstanding, .peakEWMA: true
        case .ringHash, .maglev: !hasKey
        }
    }
}
