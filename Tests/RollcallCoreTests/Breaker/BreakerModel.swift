import RollcallCore

/// A breaker told in the plainest way: lists that are walked from end to end, nothing kept that can be counted.
struct BreakerModel {
    enum Mode: Equatable { case closed, open(until: Moment?), halfOpen }

    let settings: BreakerSettings
    var mode = Mode.closed
    var since: Moment
    var openings = 0
    /// True for a failure, nil for a slow success; since it closed.
    var calls: [Bool?] = []
    /// Every probe that was let out and has not reported.
    var probes: [(call: PickToken, deadline: Moment)] = []
    var successes = 0

    init(_ settings: BreakerSettings, at now: Moment) {
        (self.settings, since) = (settings, now)
    }

    func underWay(at now: Moment) -> Int { probes.count { $0.deadline > now } }

    func mustProbe(at now: Moment) -> Bool {
        switch mode {
        case .closed: false
        case .open(let until): until.map { $0 <= now } ?? false
        case .halfOpen: underWay(at: now) < settings.probeCountMax
        }
    }

    mutating func startProbe(_ call: PickToken, at now: Moment) {
        if mode != .halfOpen { enter(.halfOpen, at: now) }
        probes.append((call, now.advanced(by: settings.probeTimeout)))
    }

    /// `until` is what the breaker says of its open time, which is checked elsewhere: chance is not the model's business.
    mutating func record(_ outcome: CallOutcome, of call: PickToken, until: Moment?, mayOpen: Bool, at now: Moment) {
        let isSlow = outcome.result == .success && (outcome.latency ?? .zero) >= settings.slowCall
        switch mode {
        case .open: break
        case .closed:
            guard outcome.result != .cancelled, call.began >= since else { return }
            calls.append(isSlow ? nil : outcome.result.isFailure)
            guard mayOpen, mustOpen else { return }
            if since.duration(to: now) >= settings.forgetAfter { openings = 0 }
            open(until, at: now)
        case .halfOpen:
            guard let index = probes.firstIndex(where: { $0.call == call }) else { return }
            let probe = probes.remove(at: index)
            guard probe.deadline > now, outcome.result != .cancelled else { return }
            guard outcome.result == .success, !isSlow else { return open(until, at: now) }
            successes += 1
            if successes == settings.successesToClose { enter(.closed, at: now) }
        }
    }

    mutating func trip(until: Moment?, at now: Moment) { enter(.open(until: until), at: now) }

    mutating func reset(at now: Moment) {
        openings = 0
        enter(.closed, at: now)
    }

    private var mustOpen: Bool {
        let row = calls.reversed().prefix { $0 == true }.count
        let window = calls.suffix(settings.windowSize)
        let share = { (part: Int) in Double(part) / Double(window.count) }
        return row >= settings.consecutiveFailures
            || window.count >= settings.minimumCalls
                && (share(window.count { $0 == true }) >= settings.failureRate
                    || share(window.count { $0 == nil }) >= settings.slowCallRate)
    }

    private mutating func open(_ until: Moment?, at now: Moment) {
        openings += 1
        enter(.open(until: until), at: now)
    }

    private mutating func enter(_ mode: Mode, at now: Moment) {
        (self.mode, since, calls, probes, successes) = (mode, now, [], [], 0)
    }
}
