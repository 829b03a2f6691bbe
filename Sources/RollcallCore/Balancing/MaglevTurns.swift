/// Who is next to take a place in a Maglev table, by weight: Envoy's way, in which the heaviest takes one in every
/// round and the others as often as their weight against the heaviest allows.
///
/// A round that asked every target would cost as much for one heavy target among thousands of light ones as there are
/// targets. So those of at most a half, a quarter, ... of the heaviest weight are asked every second, fourth, ... round:
/// at least every other question is a turn.
struct MaglevTurns {
    /// Indices of the targets, the heavier class first, and in a class as they were given.
    let order: [Int]
    private let weights: [Int]
    private let weightMax: Int
    /// Where in `order` each class ends.
    private let ends: [Int]

    init(_ weights: [Int]) {
        let weightMax = weights.max() ?? 1
        var classes: [[Int]] = []
        for (index, weight) in weights.enumerated() {
            let number = Self.number(weight, weightMax)
            while classes.count <= number { classes.append([]) }
            classes[number].append(index)
        }
        order = classes.flatMap { $0 }
        ends = classes.reduce(into: []) { $0.append(($0.last ?? 0) + $1.count) }
        self.weights = order.map { weights[$0] }
        self.weightMax = weightMax
    }

    /// The class: how often the heaviest weight can be halved and still be at least `weight`.
    static func number(_ weight: Int, _ weightMax: Int) -> Int {
        (weightMax / weight).bitWidth - 1 - (weightMax / weight).leadingZeroBitCount
    }

    /// Gives turns, as places in `order`, until `take` has enough of them and returns false.
    func forEach(_ take: (_ rank: Int) -> Bool) {
        guard !order.isEmpty else { return }
        var turns = [Int](repeating: 0, count: order.count)
        var round = 0
        while true {
            // Class c is asked in the rounds that 2^c divides: the first so many classes.
            let asked = round == 0 ? ends.count : min(ends.count, round.trailingZeroBitCount + 1)
            for rank in 0..<ends[asked - 1] where round * weights[rank] >= turns[rank] * weightMax {
                turns[rank] += 1
                guard take(rank) else { return }
            }
            round += 1
        }
    }
}
