import RollcallCore
import RollcallTestKit
import Testing

/// Callers whose calls take random times, fail in spells and sometimes never report, under a virtual clock.
@Suite struct BreakerSimulationTests {
    /// Many in one test each, since a test case by itself costs more than a seed.
    static let batches = (UInt64(0)..<20).map { $0 * 50..<($0 + 1) * 50 }

    @Test("a breaker does what the plain model does, whatever its callers do", arguments: batches)
    func model(seeds: Range<UInt64>) throws {
        for seed in seeds {
            var world = try BreakerWorld(seed: seed)
            for _ in 0..<BreakerWorld.stepCount { try world.step() }
        }
    }

    @Test("the random lives visit every state, and every limit that they are to keep")
    func coverage() throws {
        var (names, fullProbes, openings) = (Set<String>(), 0, 0)
        for seed in UInt64(0)..<100 {
            var world = try BreakerWorld(seed: seed)
            for _ in 0..<BreakerWorld.stepCount {
                try world.step()
                names.insert(world.breaker.name.rawValue)
                openings = max(openings, world.breaker.openings)
                if world.breaker.probesUnderWay(at: world.now) == world.settings.probeCountMax { fullProbes += 1 }
            }
        }
        #expect(names.count == BreakerState.allCases.count)
        #expect(fullProbes > 100)
        #expect(openings >= 5, "the cap was never reached")
    }
}

struct BreakerWorld {
    static let stepCount = 300

    let seed: UInt64
    let settings: BreakerSettings
    var random: SeededRandom
    var breaker: CircuitBreaker
    var model: BreakerModel
    var now = Moment.zero
    var stepCount = 0
    var underWay: [(call: PickToken, endsAt: Moment)] = []
    var lastToken = Moment.zero
    /// How likely a call fails; changes in spells, as real instances do.
    var failureShare = 0.1

    init(seed: UInt64) throws {
        (self.seed, random) = (seed, SeededRandom(seed))
        let windowSize = Int.random(in: 4...30, using: &random)
        settings = try BreakerSettings(
            consecutiveFailures: Int.random(in: 2...8, using: &random),
            failureRate: Double.random(in: 0.3...1, using: &random),
            slowCallRate: Double.random(in: 0.3...1, using: &random), slowCall: .milliseconds(400),
            windowSize: windowSize, minimumCalls: Int.random(in: 1...windowSize, using: &random),
            probeCountMax: Int.random(in: 1...4, using: &random),
            successesToClose: Int.random(in: 1...5, using: &random), probeTimeout: .milliseconds(300),
            openBase: .milliseconds(100), openMax: .milliseconds(1_000),
            jitter: Double.random(in: 0...0.5, using: &random), forgetAfter: .milliseconds(1_500))
        breaker = CircuitBreaker(InstanceID(trusted: "a"), at: .zero)
        model = BreakerModel(settings, at: .zero)
    }

    /// An `#expect` that costs nothing where it holds, of which there are millions.
    func hold(_ isTrue: Bool, _ claim: String = "breaker and model differ", line: Int = #line) {
        if !isTrue { Issue.record("\(claim): replay: seed \(seed), step \(stepCount), line \(line)") }
    }

    mutating func step() throws {
        stepCount += 1
        now = now.advanced(by: .milliseconds(Int64.random(in: 0...50, using: &random)))
        if Int.random(in: 0..<40, using: &random) == 0 { failureShare = random.pick([0, 0.05, 0.5, 1]) }
        switch Int.random(in: 0..<300, using: &random) {
        case 0: trip()
        case 1:
            _ = breaker.reset(reason: "", at: now)
            model.reset(at: now)
        case 2..<150: begin()
        default: end()
        }
        try check()
    }

    /// A caller picks: a probe if there is a place for one, an ordinary call otherwise, now and then even while open.
    private mutating func begin() {
        lastToken = max(now, lastToken.advanced(by: .nanoseconds(1)))
        let call = PickToken(began: lastToken)
        let isDue = model.mustProbe(at: now)
        let (isStarted, change) = breaker.startProbe(call, at: now, under: settings)
        hold(isStarted == isDue, "a due breaker is probed, another is not")
        hold((change != nil) == (isDue && model.mode != .halfOpen))
        if isDue { model.startProbe(call, at: now) }
        // One in ten never reports.
        guard Int.random(in: 0..<10, using: &random) > 0 else { return }
        let length = Duration.milliseconds(Int64.random(in: 0...500, using: &random))
        underWay.append((call, now.advanced(by: length)))
    }

    private mutating func end() {
        guard let index = underWay.indices.randomElement(using: &random), underWay[index].endsAt <= now else { return }
        let call = underWay.remove(at: index).call
        var result = CallOutcome.Result.success
        if Double.random(in: 0..<1, using: &random) < failureShare { result = .error }
        if Int.random(in: 0..<15, using: &random) == 0 { result = .cancelled }
        let outcome = CallOutcome(result, latency: call.began.duration(to: now))
        let mayOpen = Int.random(in: 0..<4, using: &random) > 0
        let change = breaker.record(outcome, of: call, mayOpen: mayOpen, at: now, under: settings, using: &random)
        let openings = model.openings
        model.record(outcome, of: call, until: breaker.openUntil, mayOpen: mayOpen, at: now)
        if model.openings != openings { checkOpenTime(change) }
    }

    private func checkOpenTime(_ change: BreakerChange?) {
        // 100 ms · 2^(n−1), at most 1 s, give or take the jitter and a rounded nanosecond.
        let plain = min(100.0 * Double(1 << min(model.openings - 1, 10)), 1_000)
        let open = Double(change?.openFor?.nanoseconds ?? 0) / 1_000_000
        hold(open >= plain * (1 - settings.jitter) - 0.001 && open <= plain * (1 + settings.jitter) + 0.001)
        hold(change?.openings == model.openings)
    }

    private mutating func trip() {
        let time: Duration? = Bool.random(using: &random) ? nil : .milliseconds(200)
        let change = breaker.trip(for: time, reason: "", at: now)
        hold(change.openFor == time && change.isForced)
        model.trip(until: time.map(now.advanced(by:)), at: now)
    }

    private func check() throws {
        hold(model.since == breaker.since && model.openings == breaker.openings)
        switch (breaker.state, model.mode) {
        case (.closed(let closed), .closed):
            let window = model.calls.suffix(settings.windowSize)
            hold(closed.window.failureCount == window.count { $0 == true })
        case (.open(let open), .open(let until)): hold(open.until == until)
        case (.halfOpen(let halfOpen), .halfOpen): hold(halfOpen.successes == model.successes)
        default:
            try #require(Bool(false), "\(breaker.state) against \(model.mode): replay: seed \(seed), step \(stepCount)")
        }
        hold(breaker.probesUnderWay(at: now) == model.underWay(at: now))
        hold(breaker.probesUnderWay(at: now) <= settings.probeCountMax, "more probes than the bound")
    }
}
