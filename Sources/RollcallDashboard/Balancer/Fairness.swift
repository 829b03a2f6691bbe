/// How far a service's picks are from the shares they should have.
package struct Fairness: Sendable, Equatable {
    /// In percentage points, whichever way.
    package let deviationMax: Double
    package let chiSquare: Double
    package let degrees: Int
    /// Nil where so few picks were made that the test says nothing.
    package let probability: Double?

    /// An expectation below this makes the test say too much.
    static let expectedCountMin = 5.0

    /// - Parameter items: for each instance the share it should have, all together 1, and the picks it got.
    package init?(_ items: [(share: Double, count: Int)]) {
        let total = Double(items.reduce(0) { $0 + $1.count })
        guard items.count > 1, total > 0 else { return nil }
        var (deviation, statistic) = (0.0, 0.0)
        var isTelling = true
        for (share, count) in items {
            let expected = share * total
            deviation = max(deviation, (Double(count) / total - share).magnitude * 100)
            if expected < Self.expectedCountMin { isTelling = false }
            if expected > 0 { statistic += (Double(count) - expected) * (Double(count) - expected) / expected }
        }
        deviationMax = deviation
        chiSquare = statistic
        degrees = items.count - 1
        probability = isTelling ? ChiSquare.probability(statistic, degrees: degrees) : nil
    }
}
