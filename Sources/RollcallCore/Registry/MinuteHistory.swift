/// How many changes of each kind there were in each of the last 60 minutes of the wall clock.
package struct MinuteHistory: Sendable, Equatable {
    package static let minuteCount = 60
    private static let kindCount = ChangeKind.allCases.count

    /// By minute, modulo their number, and by kind within it.
    private var counts = [UInt32](repeating: 0, count: minuteCount * kindCount)
    /// The newest minute that something was counted in, from 1970 on.
    private var newest: Int64 = 0

    package init() {}

    package mutating func record(_ kind: ChangeKind, at time: WallTime, count: Int = 1) {
        let minute = Self.minute(time)
        if minute > newest {
            for passed in (max(newest, minute - Int64(Self.minuteCount)) + 1)...minute {
                for kind in ChangeKind.allCases { counts[slot(passed, kind)] = 0 }
            }
            newest = minute
        }
        guard minute > newest - Int64(Self.minuteCount) else { return }
        counts[slot(minute, kind)] &+= UInt32(clamping: count)
    }

    /// Oldest first; the last one is the minute under way at `now`.
    package func counts(_ kind: ChangeKind, at now: WallTime) -> [Int] {
        let last = Self.minute(now)
        return (last - Int64(Self.minuteCount) + 1...last).map { minute in
            guard minute <= newest, minute > newest - Int64(Self.minuteCount) else { return 0 }
            return Int(counts[slot(minute, kind)])
        }
    }

    package func sum(_ kind: ChangeKind, at now: WallTime) -> Int { counts(kind, at: now).reduce(0, +) }

    /// The minute that `time` lies in, counted from 1970.
    package static func minute(_ time: WallTime) -> Int64 {
        let quotient = time.milliseconds / 60_000
        return time.milliseconds % 60_000 < 0 ? quotient - 1 : quotient
    }

    private func slot(_ minute: Int64, _ kind: ChangeKind) -> Int {
        let rest = Int(minute % Int64(Self.minuteCount))
        return (rest < 0 ? rest + Self.minuteCount : rest) * Self.kindCount + kind.rawValue
    }
}
