/// nginx's smooth weighted round robin: weights 5/1/1 give a a b a c a a, not five calls for a in a row.
/// (ngx_http_upstream_round_robin.c; nginx looks at all targets in every turn, `CreditWalk` does not.)
///
/// From a fresh start the shares are exact in every window of the total weight, after an update to within one call. Turns
/// repeat after the total weight, as soon as the credits do: so the first round is written down and then read.
package struct SmoothWeightedRoundRobin: LoadBalancer {
    /// A longer round is not written down: this much is 256 kB.
    private static let roundMax = 1 << 16

    private var targets: [BalancerTarget] = []
    private var walk = CreditWalk()
    private var round: [Int32] = []
    /// The credits at the start of `round`.
    private var startCredits: [Int] = []
    /// The next turn in `round`, once that is complete and repeats; nil while it is being written.
    private var place: Int?
    private let turnMax: Int

    package init(turnMax: Int = 1 << 30) {
        self.turnMax = turnMax
    }

    package mutating func select(
        key: UInt64?, attempt: Int, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Int? {
        if let turn = place {
            place = turn + 1 == round.count ? 0 : turn + 1
            return Int(round[turn])
        }
        guard !targets.isEmpty else { return nil }
        let chosen = walk.next()
        if walk.totalWeight <= Self.roundMax { record(chosen) }
        return Int(chosen)
    }

    private mutating func record(_ chosen: Int32) {
        round.append(chosen)
        guard round.count == walk.totalWeight else { return }
        let credits = walk.currentCredits()
        if credits == startCredits {
            place = 0
        } else {
            // After an update the credits may take a round or two to settle.
            startCredits = credits
            round.removeAll(keepingCapacity: true)
        }
    }

    /// What each target has.
    package func currentCredits() -> [Int] {
        guard let place else { return walk.currentCredits() }
        var credits = zip(targets, startCredits).map { $1 + $0.weight * place }
        for chosen in round[..<place] { credits[Int(chosen)] -= walk.totalWeight }
        return credits
    }

    /// A target keeps what it is owed or owes, counted in calls; one that is new starts in the middle.
    package mutating func update(_ targets: [BalancerTarget]) {
        defer { self.targets = targets }
        guard !self.targets.sharesOutLike(targets) else { return }
        walk = CreditWalk(weights: targets.map(\.weight), credits: carriedOver(to: targets), turnMax: turnMax)
        startCredits = walk.currentCredits()
        (round, place) = ([], nil)
        if walk.totalWeight <= Self.roundMax { round.reserveCapacity(walk.totalWeight) }
    }

    private func carriedOver(to targets: [BalancerTarget]) -> [Int] {
        guard !self.targets.isEmpty, !targets.isEmpty else { return targets.map { _ in 0 } }
        let owed = Dictionary(zip(self.targets.map(\.id), currentCredits()), uniquingKeysWith: { first, _ in first })
        let ratio = Double(targets.totalWeight) / Double(walk.totalWeight)
        let kept = targets.map { target in owed[target.id].map { Int((Double($0) * ratio).rounded(.down)) } }
        // Who left took credit or debt along: what the others have is counted from their mean.
        let known = kept.compactMap { $0 }
        let mean = known.isEmpty ? 0 : Int((Double(known.reduce(0, +)) / Double(known.count)).rounded(.down))
        return kept.map { credit in credit.map { $0 - mean } ?? 0 }
    }
}
