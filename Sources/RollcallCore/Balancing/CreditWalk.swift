/// The turns of smooth weighted round robin: in every turn each target earns its weight as credit, and the one with the
/// most (of equals the first) is chosen and pays the total weight.
///
/// Nobody's credit is written but the chosen one's: credit is a straight line over the turns, and `CreditRace` knows who
/// leads. Targets of one weight earn alike and so follow each other in a fixed order: they wait in a queue, and only the
/// queues' fronts race. A turn costs O(log² distinct weights), and next to nothing where all weigh the same.
struct CreditWalk: Sendable {
    let totalWeight: Int
    private let weights: [Int]
    /// What each target has at turn 0 of `race`, less what it has paid since.
    private var credits: [Int]
    private var queues: [Queue] = []
    /// The queues' members, one queue after the other.
    private let members: [Int32]
    private var race = CreditRace()
    private let turnMax: Int

    private struct Queue: Sendable {
        let start: Int32
        let end: Int32
        var front: Int32
    }

    /// Credit grows with the turns: before it leaves the range in which a race is exact, at `turnMax`, one race ends and
    /// the next begins where it stood.
    init(weights: [Int] = [], credits: [Int] = [], turnMax: Int = 1 << 30) {
        let total = weights.reduce(0, +)
        // A queue stays in order as long as its front does not stay in front after it has paid: debts of more than a whole
        // call against the richest of the same weight are forgiven.
        let richest = Dictionary(zip(weights, credits), uniquingKeysWith: max)
        let credits = zip(weights, credits).map { weight, credit in max(credit, (richest[weight] ?? 0) - total + 1) }
        let order = weights.indices.sorted { one, other in
            if weights[one] != weights[other] { return weights[one] > weights[other] }
            return credits[one] == credits[other] ? one < other : credits[one] > credits[other]
        }
        (totalWeight, self.weights, self.credits, self.turnMax) = (total, weights, credits, turnMax)
        members = order.map { Int32(truncatingIfNeeded: $0) }
        var start = 0
        while start < order.count {
            let weight = weights[order[start]]
            let end = order[start...].firstIndex { weights[$0] != weight } ?? order.count
            queues.append(Queue(start: Int32(start), end: Int32(end), front: Int32(start)))
            start = end
        }
        startRace()
    }

    /// The target of the next turn; there must be one.
    mutating func next() -> Int32 {
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
        return chosen
    }

    /// What each target has.
    func currentCredits() -> [Int] {
        weights.indices.map { credits[$0] + weights[$0] * race.turn }
    }

    private mutating func startRace() {
        race = CreditRace(
            queues.map { queue in
                let front = members[Int(queue.front)]
                return CreditRace.Line(
                    credit: credits[Int(front)], weight: Int32(weights[Int(front)]), target: front)
            })
    }
}
