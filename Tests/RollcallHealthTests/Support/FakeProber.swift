import RollcallCore
import RollcallHealth
import Synchronization

/// Answers as told, at once or never.
final class FakeProber: Prober {
    enum Answer: Sendable { case passes, fails, hangs }

    private struct State {
        var answers: [String: Answer] = [:]
        var probed: [String: Int] = [:]
    }

    private let state = Mutex(State())

    /// What the target at `address` answers from here on; without a word it passes.
    func set(_ address: String, _ answer: Answer) {
        state.withLock { $0.answers[address] = answer }
    }

    func probeCount(_ address: String) -> Int { state.withLock { $0.probed[address, default: 0] } }

    func probe(_ check: HealthCheck, of target: ProbeTarget) async -> ProbeOutcome {
        let address = target.address.text
        let answer = state.withLock { state in
            state.probed[address, default: 0] += 1
            return state.answers[address] ?? .passes
        }
        switch answer {
        case .passes:
            return ProbeOutcome(passed: true, took: .milliseconds(3), cause: "tcp \(target.authority) → connected")
        case .fails:
            return ProbeOutcome(passed: false, took: .milliseconds(3), cause: "tcp \(target.authority) → refused")
        case .hangs:
            // Nothing ever comes; the wait ends with the test, which cancels the scheduler.
            let (answers, continuation) = AsyncStream<Void>.makeStream()
            for await _ in answers {}
            continuation.finish()
            return ProbeOutcome(passed: false, took: check.timeout, cause: "cancelled")
        }
    }
}
