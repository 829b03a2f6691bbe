/// Counts the results of one check and says when enough of them agree (`rise` and `fall`, as in HAProxy).
///
/// The verdict starts unknown and is not given before the threshold is reached: one failure does not condemn an
/// instance whose `fall` is 3, the first as little as any other.
package struct CheckTracker: Sendable {
    package enum Verdict: String, Sendable { case unknown, passing, failing }

    package private(set) var verdict: Verdict = .unknown
    /// Results like the last one, in a row.
    package private(set) var streak = 0
    /// The newest `resultCountMax` results, oldest first.
    package private(set) var results: [CheckResult] = []

    package static let resultCountMax = 60

    package init() {}

    package var last: CheckResult? { results.last }

    package mutating func record(_ result: CheckResult, rise: Int, fall: Int) {
        streak = last?.passed == result.passed ? streak + 1 : 1
        if results.count >= Self.resultCountMax { results.removeFirst(results.count - Self.resultCountMax + 1) }
        results.append(result)
        if streak >= (result.passed ? rise : fall) { verdict = result.passed ? .passing : .failing }
    }

    /// Forgets the verdict and the streak, but keeps the results for those who want to look back.
    package mutating func restart() {
        verdict = .unknown
        streak = 0
    }

    /// The last result with its place in the streak: `… → 503 in 12 ms, 3rd failure in a row`.
    package var cause: String {
        guard let last else { return "no result yet" }
        let noun = last.passed ? "pass" : "failure"
        return streak == 1 ? "\(last.cause), first \(noun)" : "\(last.cause), \(Self.ordinal(streak)) \(noun) in a row"
    }

    package static func ordinal(_ number: Int) -> String {
        switch (number % 100, number % 10) {
        case (11...13, _): "\(number)th"
        case (_, 1): "\(number)st"
        case (_, 2): "\(number)nd"
        case (_, 3): "\(number)rd"
        default: "\(number)th"
        }
    }
}
