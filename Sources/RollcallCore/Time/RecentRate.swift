/// How often something happens a second, over the last ten whole seconds.
package struct RecentRate: Sendable {
    private static let secondCount: Int64 = 10
    /// By second, modulo their number: the ten that count and the one under way.
    private var counts = [UInt32](repeating: 0, count: Int(secondCount) + 1)
    private var newest: Int64 = 0

    package init() {}

    package mutating func record(at now: Moment) {
        let second = Self.second(now)
        if second > newest {
            for passed in (max(newest, second - Int64(counts.count)) + 1)...second { counts[slot(passed)] = 0 }
            newest = second
        }
        counts[slot(newest)] &+= 1
    }

    package func perSecond(at now: Moment) -> Double {
        let second = Self.second(now)
        let sum = (second - Self.secondCount..<second).reduce(0) { sum, second in
            guard second <= newest, second > newest - Int64(counts.count) else { return sum }
            return sum + Int(counts[slot(second)])
        }
        return Double(sum) / Double(Self.secondCount)
    }

    private static func second(_ moment: Moment) -> Int64 { moment.nanoseconds / 1_000_000_000 }

    private func slot(_ second: Int64) -> Int {
        let rest = Int(second % Int64(counts.count))
        return rest < 0 ? rest + counts.count : rest
    }
}
