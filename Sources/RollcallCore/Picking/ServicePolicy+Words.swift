extension ServicePolicy {
    /// What differs from `before`, for people: `policy maglev, slow start 30s`.
    package func words(since before: ServicePolicy) -> String {
        var changes: [String] = []
        if balancing != before.balancing { changes.append("policy \(balancing.rawValue)") }
        if prefersZone != before.prefersZone { changes.append("zone preference \(prefersZone ? "on" : "off")") }
        if slowStart != before.slowStart { changes.append("slow start \(DurationText.format(slowStart.window))") }
        if panicThreshold != before.panicThreshold { changes.append("panic threshold \(panicThreshold)") }
        if ejectionShare != before.ejectionShare { changes.append("ejection share \(ejectionShare)") }
        changes += breaker.words(since: before.breaker)
        return changes.isEmpty ? "set to what it was by default" : changes.joined(separator: ", ")
    }
}

extension BreakerSettings {
    fileprivate func words(since before: BreakerSettings) -> [String] {
        var changes: [String] = []
        func note<Value: Equatable>(
            _ setting: KeyPath<BreakerSettings, Value>, _ name: String, _ words: (Value) -> String
        ) {
            guard self[keyPath: setting] != before[keyPath: setting] else { return }
            changes.append("\(name) \(words(self[keyPath: setting]))")
        }
        note(\.isEnabled, "breakers") { $0 ? "on" : "off" }
        note(\.consecutiveFailures, "failures", String.init)
        note(\.failureRate, "failure rate") { "\($0)" }
        note(\.slowCallRate, "slow rate") { "\($0)" }
        note(\.slowCall, "slow call", DurationText.format)
        note(\.windowSize, "window", String.init)
        note(\.minimumCalls, "minimum calls", String.init)
        note(\.probeCountMax, "probes", String.init)
        note(\.successesToClose, "successes to close", String.init)
        note(\.probeTimeout, "probe timeout", DurationText.format)
        note(\.openBase, "open", DurationText.format)
        note(\.openMax, "longest open", DurationText.format)
        note(\.jitter, "jitter") { "\($0)" }
        note(\.forgetAfter, "forgets after", DurationText.format)
        return changes
    }
}
