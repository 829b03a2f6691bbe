import RollcallCore

/// What is counted of one instance.
struct InstanceCounters {
    var totals = TrafficTotals()
    var rate = RateBuckets()
    var latency = LatencyHistogram()
    /// The registry says that it takes calls, breakers aside.
    var mayTakeCalls = false
    /// The totals are not on disk as they are here.
    var isDirty = false

    mutating func picked(isProbe: Bool, isPanic: Bool, at now: Moment) {
        totals.picks += 1
        if isProbe { totals.probes += 1 }
        if isPanic { totals.panics += 1 }
        rate.record(at: now)
        isDirty = true
    }

    mutating func ended(_ outcome: CallOutcome, at now: Moment) {
        guard outcome.result != .cancelled else { return }
        if outcome.result.isFailure { totals.failures += 1 } else { totals.successes += 1 }
        if let latency = outcome.latency { self.latency.record(latency, at: now) }
        isDirty = true
    }
}
