/// Counts the results of one check and says when enough of them agree (`rise` and `fall`, as in HAProxy).
///
/// The verdict starts unknown and is not given before the threshold is reached: one failure does not condemn an
/// instance whose `fall` is 3, the first as little as any other.
package struct CheckTracker: Sendable {
    package enum Verdict: String, Sendable { case unknown, passing, failing }

    package private(set) var verdict: Verdict = .unknown
    /// Results like the last one, in a row.
    package private(set) var streak = 0
    package private(set) var last: CheckResult?
    private var marks = CheckMarks()
    /// The newest failures with their causes, oldest first: ten thousand checks must not keep sixty sentences each.
    private var failures: [CheckResult] = []

    static let failureCountMax = 5

    package init() {}

    package mutating func record(_ result: CheckResult, rise: Int, fall: Int) {
        streak = last?.passed == result.passed ? streak + 1 : 1
        last = result
        marks.record(result)
        if !result.passed {
            if failures.count >= Self.failureCountMax { failures.removeFirst() }
            failures.append(result)
        }
        if streak >= (result.passed ? rise : fall) { verdict = result.passed ? .passing : .failing }
    }

    /// The newest 60, oldest first. The last one and the newest failures are as they came in; of the others the cause is
    /// forgotten, and their times are to the tenth of a second.
    package var results: [CheckResult] {
        var known = failures[...]
        var results: [CheckResult] = []
        for mark in marks.results.reversed() {
            if let last, results.isEmpty {
                results.append(last)
                if !last.passed { known.removeLast() }
            } else if !mark.passed, let failure = known.popLast() {
                results.append(failure)
            } else {
                let cause = mark.passed ? "passed" : "failed"
                results.append(CheckResult(at: mark.at, passed: mark.passed, took: mark.took, cause: cause))
            }
        }
        return results.reversed()
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
