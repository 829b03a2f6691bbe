extension BreakerSettings {
    /// How a call counts; nil when it does not. A failure that was slow counts as a failure only.
    func verdict(on outcome: CallOutcome) -> CallWindow.Verdict? {
        switch outcome.result {
        case .cancelled: nil
        case .connectFailed, .timeout, .reset, .error: .failed
        case .success: (outcome.latency ?? .zero) >= slowCall ? .slow : .good
        }
    }

    /// Why a closed breaker with these calls must open, in words and figures; nil when it need not.
    func reasonToOpen(_ window: CallWindow, last: CallOutcome) -> String? {
        guard isEnabled else { return nil }
        if window.failuresInRow >= consecutiveFailures {
            let failures = window.failuresInRow == 1 ? "1 failure" : "\(window.failuresInRow) failures in a row"
            return "\(failures), the last: \(last.words)"
        }
        guard window.count >= minimumCalls else { return nil }
        if window.failureRate >= failureRate {
            return "\(window.failureCount) of \(window.count) calls failed (\(Self.percent(window.failureRate)))"
        }
        if window.slowRate >= slowCallRate {
            let took = "took \(DurationText.format(slowCall)) or longer"
            return "\(window.slowCount) of \(window.count) calls \(took) (\(Self.percent(window.slowRate)))"
        }
        return nil
    }

    /// Of a probe: `failed: connect failed`, `was slow: answered in 1m 10s`.
    func words(_ verdict: CallWindow.Verdict, _ outcome: CallOutcome) -> String {
        switch verdict {
        case .good: "succeeded: \(outcome.words)"
        case .slow: "was slow: \(outcome.words)"
        case .failed: "failed: \(outcome.words)"
        }
    }

    private static func percent(_ rate: Double) -> String { "\(Int((rate * 100).rounded())) %" }
}
