/// nginx's smooth weighted round robin: weights 5/1/1 give a a b a c a a, not five calls for a in a row.
///
/// In every turn each target earns its weight as credit, the one with the most credit is chosen (of equals the first)
/// and pays the total weight. From a fresh start the shares are exact in every window of the total weight.
/// (ngx_http_upstream_round_robin.c; nginx looks at all targets in every turn.)
///
/// Here nobody's credit is written but the chosen one's: credit is a straight line over the turns, and `CreditRace`
/// knows who leads. Targets of one weight earn alike and so follow each other in a fixed order: they wait in a queue,
/// and only the queues' fronts race. A turn costs O(log² distinct weights), and nothing at all where all weigh the same.
package struct SmoothWeightedRoundRobin: LoadBalancer {
    private var targets: [BalancerTarget] = []
    private var totalWeight = 0
    /// What each target has at turn 0 of `race`, less what it has paid since.
    private var credits: [Int] = []
    private var queues: [Queue] = []
    /// The queues' members, one queue after the other.
    private var members: [Int32] = []
    private var race = CreditRace()

    private struct Queue: Sendable {
        let start: Int32
        let end: Int32
        var front: Int32
    }

    private let turnMax: Int

    /// Credit grows with the turns: before it leaves the range in which a race is exact, at `turnMax`, one race ends and
    /// the next begins where it stood.
    package init(turnMax: Int = 1 << 30) {
        self.turnMax = turnMax
    }

    package mutating func select(
        key: UInt64?, attempt: Int, loads: LoadTable, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Int? {
        guard !targets.isEmpty else { return nil }
        if race.turn >= turnMax {
            credits = currentCredits()
            startRace()
        }
        let number = race.leader()
        let queue = queues[number]
        let chosen = members[Int(queue.front)]
        credits[Int(chosen)] -= totalWeight
        let front = queue.front + 1 == queue.end ? queue.start : queue.front + 1
        queues[number].front = front
        let successor = members[Int(front)]
        race.replace(number, credit: credits[Int(successor)], target: successor)
        return Int(chosen)
    }

    /// What each target has now.
    package func currentCredits() -> [Int] {
        targets.indices.map { credits[$0] + targets[$0].weight * race.turn }
    }

    /// A target keeps what it is owed or owes, counted in calls; one that is new starts in the middle.
    package mutating func update(_ targets: [BalancerTarget]) {
        if self.targets.sharesOutLike(targets) {
            self.targets = targets
            return
        }
        let kept = carriedOver(to: targets)
        self.targets = targets
        totalWeight = targets.totalWeight
        start(with: kept)
    }

    private func carriedOver(to targets: [BalancerTarget]) -> [Int] {
        guard !self.targets.isEmpty, !targets.isEmpty else { return targets.map { _ in 0 } }
        let now = currentCredits()
        let owed = Dictionary(zip(self.targets.map(\.id), now), uniquingKeysWith: { first, _ in first })
        let ratio = Double(targets.totalWeight) / Double(totalWeight)
        let kept = targets.map { target in owed[target.id].map { Int((Double($0) * ratio).rounded(.down)) } }
        // Who left took credit or debt along: what the others have is counted from their mean.
        let known = kept.compactMap { $0 }
        let mean = known.isEmpty ? 0 : Int((Double(known.reduce(0, +)) / Double(known.count)).rounded(.down))
        return kept.map { credit in credit.map { $0 - mean } ?? 0 }
    }

    /// Queues up the targets of each weight, those with the most credit first, and starts the race at turn 0.
    private mutating func start(with credits: [Int]) {
        // A queue stays in order as long as its front does not stay in front after it has paid: debts of more than a whole
        // call against the richest are forgiven.
        let richest = Dictionary(zip(targets.map(\.weight), credits), uniquingKeysWith: max)
        let credits = zip(targets, credits).map { target, credit in
            max(credit, (richest[target.weight] ?? credit) - totalWeight + 1)
        }
        self.credits = credits
        let order = targets.indices.sorted { one, other in
            if targets[one].weight != targets[other].weight { return targets[one].weight > targets[other].weight }
            return credits[one] == credits[other] ? one < other : credits[one] > credits[other]
        }
        members = order.map { Int32(truncatingIfNeeded: $0) }
        queues = []
        var start = 0
        while start < order.count {
            let weight = targets[order[start]].weight
            let end = order[start...].firstIndex { targets[$0].weight != weight } ?? order.count
            queues.append(Queue(start: Int32(start), end: Int32(end), front: Int32(start)))
            start = end
        }
        startRace()
    }

    private mutating func startRace() {
        race = CreditRace(
            queues.map { queue in
                let front = members[Int(queue.front)]
                return CreditRace.Line(
                    credit: credits[Int(front)], weight: Int32(targets[Int(front)].weight), target: front)
            })
    }
}
