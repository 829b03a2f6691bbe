/// Who leads among lines `credit + weight × turn`, turn by turn, where only the leader's credit is ever changed.
///
/// A kinetic tournament (Basch, Guibas, Hershberger, "Data structures for mobile data", 1999): a binary tree of matches,
/// where each match knows its winner and the turn in which the loser will have caught up. Until then nothing needs
/// to be looked at, so a turn touches the leader's path and the matches that are due, never all lines.
struct CreditRace: Sendable {
    struct Line: Sendable {
        var credit: Int
        let weight: Int32
        /// Of two with the same credit the lower target leads.
        var target: Int32

        static let absent = Line(credit: .min / 4, weight: 0, target: .max)
    }

    /// A match, and at the lower end of the tree a line that has nobody to beat.
    private struct Match: Sendable {
        var winner: Line
        /// The first turn in which this match or one below it may have another winner.
        var due: Int
        /// Which line the winner is.
        var number: Int32
    }

    private(set) var turn = 0
    /// The root at 1, the children of n at 2n and 2n + 1, the lines from `count` on; 0 is not used.
    private var matches: [Match] = []
    private let count: Int

    init(_ lines: [Line] = []) {
        count = lines.count
        guard count > 0 else { return }
        let leaves = lines.enumerated().map { number, line in
            Match(winner: line, due: .max, number: Int32(truncatingIfNeeded: number))
        }
        matches = Array(repeating: Match(winner: .absent, due: .max, number: 0), count: count) + leaves
        matches.withUnsafeMutableBufferPointer { matches in
            for node in stride(from: count - 1, to: 0, by: -1) { Self.play(node, 0, matches) }
        }
    }

    /// Goes on to the next turn and says which line leads in it; there must be one.
    mutating func leader() -> Int {
        turn += 1
        if matches[1].due <= turn {
            matches.withUnsafeMutableBufferPointer { Self.settle(1, turn, $0) }
        }
        return Int(matches[1].number)
    }

    /// The line `number` goes on from another credit, for another target.
    mutating func replace(_ number: Int, credit: Int, target: Int32) {
        matches.withUnsafeMutableBufferPointer { matches in
            var node = count + number
            matches[node].winner.credit = credit
            matches[node].winner.target = target
            while node > 1 {
                node /= 2
                Self.play(node, turn, matches)
            }
        }
    }

    /// Plays again what is due at or below `node`.
    private static func settle(_ node: Int, _ turn: Int, _ matches: UnsafeMutableBufferPointer<Match>) {
        guard matches[node].due <= turn else { return }
        settle(2 * node, turn, matches)
        settle(2 * node + 1, turn, matches)
        play(node, turn, matches)
    }

    /// Written without a branch on who wins: it is as good as random, and each wrong guess costs more than the division.
    private static func play(_ node: Int, _ turn: Int, _ matches: UnsafeMutableBufferPointer<Match>) {
        let (left, right) = (matches[2 * node], matches[2 * node + 1])
        // Twice the left one's lead, and one more or less for who wins a draw: never 0, and positive where left leads.
        let gain = Int(right.winner.weight) - Int(left.winner.weight)
        let lead =
            2 * (left.winner.credit - right.winner.credit - gain * turn)
            + (left.winner.target < right.winner.target ? 1 : -1)
        let isRight = lead < 0 ? 1 : 0
        let winner = matches[2 * node + isRight]
        // What the loser gains in a turn. The division is exact enough: whole numbers below 2^53 and an odd dividend, so
        // that the quotient is never whole. One who gains nothing never catches up.
        let gained = max(0, 2 * (gain * (1 - 2 * isRight)))
        let turns = Int(min(Double(abs(lead)) / Double(gained), never)) + 1
        matches[node] = Match(
            winner: winner.winner, due: min(turn + turns, min(left.due, right.due)), number: winner.number)
    }

    /// More turns than a race has.
    private static let never = 1e15
}
