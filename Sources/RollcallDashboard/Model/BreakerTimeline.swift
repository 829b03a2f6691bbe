import RollcallCore
import RollcallWire

/// How a breaker stood in each stretch of the last hour, told by its events backwards from the present.
enum BreakerTimeline {
    static let span = Duration.seconds(3_600)

    /// - Parameters:
    ///   - events: Of the instance, newest first.
    ///   - start: Before it there was no such instance.
    /// - Returns: oldest first, `count` letters: the worst of each stretch, a blank before `start`.
    static func letters(
        _ events: [EventView], present: BreakerBoard.Standing?, since start: WallTime?, until now: WallTime, count: Int
    ) -> [Character] {
        guard count > 0 else { return [] }
        let events = events.filter { $0.breaker != nil }
        let changes = events.indices.compactMap { index -> (time: WallTime, before: Rank)? in
            guard let time = WallTime(rfc3339: events[index].time) else { return nil }
            // The event before tells more than the name of the state: whether it was by hand.
            let earlier = index + 1 < events.endIndex ? events[index + 1].breaker : nil
            let before = earlier.map { Rank(BreakerBoard.Standing($0)) } ?? Rank(events[index].breakerFrom ?? "")
            return (time, before)
        }
        var letters: [Character] = []
        var rank = Rank(present)
        var next = changes.startIndex
        for index in (0..<count).reversed() {
            let begin = now.advanced(by: .milliseconds(-span.milliseconds * Int64(count - index) / Int64(count)))
            var worst = rank
            while next < changes.endIndex, changes[next].time >= begin {
                rank = changes[next].before
                worst = max(worst, rank)
                next += 1
            }
            let end = now.advanced(by: .milliseconds(-span.milliseconds * Int64(count - 1 - index) / Int64(count)))
            letters.append(start.map { $0 >= end } ?? false ? " " : worst.letter)
        }
        return letters.reversed()
    }

    private enum Rank: Int, Comparable {
        case closed, halfOpen, open, forced

        init(_ word: String) {
            switch BreakerState(rawValue: word) {
            case .open: self = .open
            case .halfOpen: self = .halfOpen
            case .closed, nil: self = .closed
            }
        }

        init(_ standing: BreakerBoard.Standing?) {
            switch standing?.state {
            case .open: self = standing?.isForced == true ? .forced : .open
            case .halfOpen: self = .halfOpen
            case .closed, nil: self = .closed
            }
        }

        var letter: Character {
            switch self {
            case .closed: "c"
            case .halfOpen: "h"
            case .open: "O"
            case .forced: "F"
            }
        }

        static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }
}
