import RollcallCore
import RollcallDashboard
import Synchronization

/// What callers saw, second by second.
final class CallTally: Sendable {
    private struct Second {
        var calls = 0
        var failed = 0
        var slowest = Duration.zero
    }

    private struct State {
        var seconds: [Second]
        var failures: [String: Int] = [:]
    }

    private let state: Mutex<State>

    init(seconds: Int) {
        state = Mutex(State(seconds: Array(repeating: Second(), count: seconds)))
    }

    static let header = "SECOND   CALLS  FAILED  SLOWEST"

    /// Counted in the second in which the call began; `failure` is what its caller was told.
    func record(_ second: Int, took: Duration, failure: String?) {
        state.withLock { state in
            guard state.seconds.indices.contains(second) else { return }
            state.seconds[second].calls += 1
            state.seconds[second].slowest = max(state.seconds[second].slowest, took)
            guard let failure else { return }
            state.seconds[second].failed += 1
            state.failures[failure, default: 0] += 1
        }
    }

    func line(_ second: Int) -> String {
        let counted = state.withLock { $0.seconds[second] }
        return Self.row("\(second + 1)", counted.calls, counted.failed, counted.slowest)
    }

    /// What to end with when not one call succeeded.
    var failure: Failure? {
        let (calls, failed) = state.withLock { state in
            state.seconds.reduce((0, 0)) { ($0.0 + $1.calls, $0.1 + $1.failed) }
        }
        return calls > 0 && failed == calls ? Failure("All \(calls) calls failed", .refused) : nil
    }

    var summary: [String] {
        let (seconds, failures) = state.withLock { ($0.seconds, $0.failures) }
        let calls = seconds.reduce(0) { $0 + $1.calls }
        let failed = seconds.reduce(0) { $0 + $1.failed }
        let slowest = seconds.map(\.slowest).max() ?? .zero
        let lines = failures.sorted { $0.value > $1.value }.prefix(10).map { words, count in
            "\(count) × \(CellText.sanitized(words, maxCells: 200))"
        }
        return [Self.row("all", calls, failed, slowest)] + lines
    }

    private static func row(_ title: String, _ calls: Int, _ failed: Int, _ slowest: Duration) -> String {
        [(title, 6), ("\(calls)", 8), ("\(failed)", 8), (DurationText.brief(slowest), 9)]
            .map { CellText.padded($0.0, to: $0.1, isRight: true) }.joined()
    }
}
