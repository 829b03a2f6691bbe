import RollcallCore
import RollcallTestKit
import Testing

/// A service whose instances break in spells, and its callers, whose calls lie in flight for random times.
struct PickerWorld {
    static let stepCount = 100

    let seed: UInt64
    /// Instances come, go and change; somebody trips and resets; the policy is set anew.
    let isEventful: Bool
    /// What happened is written down in words.
    let keepsLog: Bool
    let policies: [BalancingPolicy]
    var random: SeededRandom
    var picker: ServicePicker
    var instances: [ServiceInstance] = []
    var now = Moment.zero
    var stepCount = 0
    var underWay: [(pick: Pick, endsAt: Moment)] = []
    /// Probes that have not reported, counted apart from the breakers.
    var probes: [InstanceID: [(token: PickToken, deadline: Moment)]] = [:]
    var brokenIDs: Set<InstanceID> = []
    var log: [String] = []

    init(seed: UInt64, isEventful: Bool, keepsLog: Bool = false) throws {
        (self.seed, self.isEventful, self.keepsLog, random) = (seed, isEventful, keepsLog, SeededRandom(seed))
        // The tables of the hashing policies cost more than all the rest, so that only some lives have them.
        policies = BalancingPolicy.allCases.filter { seed % 25 == 0 || !$0.usesKey }
        picker = ServicePicker(.standard)
        picker.setPolicy(try policy(), at: .zero)
        instances = try (0..<Int.random(in: 1...9, using: &random)).map { try instance("i\($0)") }
        _ = picker.update(members: instances, at: .zero, wall)
    }

    var wall: WallTime { WallTime(milliseconds: 1_000_000 + now.nanoseconds / 1_000_000) }

    var naive: NaivePicker {
        let breakers = Dictionary(picker.breakers.map { ($0.instance, $0) }) { first, _ in first }
        return NaivePicker(instances: instances, policy: picker.policy, breakers: breakers, now: now)
    }

    func hold(_ isTrue: Bool, _ claim: @autoclosure () -> String) {
        if !isTrue { Issue.record("\(claim()): replay: seed \(seed), eventful \(isEventful), step \(stepCount)") }
    }

    private mutating func policy() throws -> ServicePolicy {
        let window = Int.random(in: 4...20, using: &random)
        return try ServicePolicy(
            balancing: random.pick(policies),
            prefersZone: Bool.random(using: &random),
            slowStart: SlowStart(window: random.pick([.zero, .milliseconds(500)])),
            panicThreshold: random.pick([0, 0.3, 0.5, 1]), ejectionShare: random.pick([0, 0.2, 0.5, 0.8, 1]),
            breaker: BreakerSettings(
                consecutiveFailures: Int.random(in: 2...5, using: &random), slowCall: .milliseconds(300),
                windowSize: window, minimumCalls: min(window, 8), probeCountMax: Int.random(in: 1...3, using: &random),
                successesToClose: Int.random(in: 1...3, using: &random), probeTimeout: .milliseconds(300),
                openBase: .milliseconds(100), openMax: .milliseconds(800),
                jitter: Double.random(in: 0...0.5, using: &random), forgetAfter: .seconds(2)))
    }

    private mutating func instance(_ id: String) throws -> ServiceInstance {
        let status = random.pick([ServiceStatus.up, .up, .up, .up, .up, .down, .starting, .outOfService])
        return try PickerRig.instance(
            "\(id) \(status.rawValue) port=\(random.pick([80, 80, 80, 81])) priority=\(random.pick([0, 0, 0, 1]))"
                + " weight=\(random.pick([0, 1, 1, 1, 5])) since=\(Double(now.nanoseconds) / 1e9)"
                + random.pick(["", " zone=x", " zone=x", " zone=y"]))
    }

    mutating func step() throws {
        stepCount += 1
        now = now.advanced(by: .milliseconds(Int64.random(in: 0...50, using: &random)))
        if Int.random(in: 0..<40, using: &random) == 0 {
            brokenIDs = Set(instances.map(\.id).filter { _ in Bool.random(using: &random) })
        }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<4 where isEventful: try change()
        case ..<50: pick()
        default: end()
        }
        check()
    }

    private mutating func change() throws {
        let id = random.pick(instances + [try instance("i\(Int.random(in: 0..<10, using: &random))")]).id
        switch Int.random(in: 0..<6, using: &random) {
        case 0: _ = picker.trip(id, for: random.pick([nil, .milliseconds(50)]), at: now)
        case 1: _ = picker.reset(id, at: now)
        case 2: picker.setPolicy(try policy(), at: now)
        default:
            let wasThere = instances.contains { $0.id == id }
            instances.removeAll { $0.id == id }
            if !wasThere || instances.isEmpty || Int.random(in: 0..<4, using: &random) > 0 {
                instances.append(try instance(id.text))
            }
            _ = picker.update(members: instances, at: now, wall)
        }
        // What changed by hand or by the registry may have made room for other probes.
        for breaker in picker.breakers where breaker.probesUnderWay(at: now) == 0 { probes[breaker.instance] = nil }
    }

    private mutating func pick() {
        var request = PickRequest(
            policy: random.pick([nil, nil, policies[0]]), key: random.pick([nil, "k1", "k2"]),
            zone: random.pick([nil, "", "x", "y", "z"]), mayProbe: Int.random(in: 0..<5, using: &random) > 0)
        for instance in instances where Int.random(in: 0..<6, using: &random) == 0 {
            request.excluded.append(instance.id)
        }
        if Bool.random(using: &random) { request.excluded = [] }
        let expected = naive.answer(request)
        do {
            let pick = try picker.pick(request, at: now, using: &random)
            if keepsLog { log.append("\(pick.id) \(pick.why)") }
            hold(expected.ids.contains(pick.id.text), "\(pick.id) is not among \(expected)")
            hold(pick.isProbe == expected.isProbe && pick.isPanic == expected.isPanic, "\(pick.why), not \(expected)")
            if pick.isProbe {
                let deadline = now.advanced(by: picker.policy.breaker.probeTimeout)
                probes[pick.id, default: []].append((pick.token, deadline))
            }
            guard Int.random(in: 0..<10, using: &random) > 0 else { return }
            let length = Duration.milliseconds(Int64.random(in: 0...100, using: &random))
            underWay.append((pick, now.advanced(by: length)))
        } catch {
            hold(expected.ids.isEmpty, "\(error), yet there is \(expected)")
        }
    }

    private mutating func end() {
        guard let index = underWay.firstIndex(where: { $0.endsAt <= now }) else { return }
        let pick = underWay.remove(at: index).pick
        let failureShare = brokenIDs.contains(pick.id) ? 0.9 : 0.02
        var result = CallOutcome.Result.success
        if Double.random(in: 0..<1, using: &random) < failureShare { result = random.pick([.error, .timeout, .reset]) }
        if Int.random(in: 0..<20, using: &random) == 0 { result = .cancelled }
        let outcome = CallOutcome(result, latency: pick.token.began.duration(to: now))
        let change = picker.report(outcome, for: pick.id, pick.token, at: now, using: &random)
        probes[pick.id]?.removeAll { $0.token == pick.token }
        guard let change else { return }
        if keepsLog { log.append("\(change)") }
        probes[pick.id] = nil
        hold(change.instance == pick.id, "\(change) is of another instance")
        if change.from == .closed, change.to == .open,
            naive.instances.contains(where: { $0.id == pick.id && naive.isEligible($0) })
        {
            hold(naive.ejection.count <= naive.ejection.most, "\(naive.ejection): ejected beyond the share")
        }
        guard change.to == .open else { return }
        let plain = min(100 * Double(1 << min(change.openings - 1, 10)), 800)
        let jitter = picker.policy.breaker.jitter
        let open = Double(change.openFor?.nanoseconds ?? 0) / 1_000_000
        hold(abs(open - plain) <= plain * jitter + 0.001, "open for \(open) ms instead of \(plain)")
    }

    private mutating func check() {
        let naive = naive
        let (count, most) = naive.ejection
        if !isEventful { hold(count <= most, "\(count) are ejected, of \(most) that may be") }
        hold(picker.census.ejected == count && picker.census.ejectionCountMax == most, "the counts are off")
        hold(picker.census.pickable == instances.count(where: naive.isPickable), "the counts are off")
        for (id, underWay) in probes {
            let live = underWay.count { $0.deadline > now }
            hold(isEventful || live <= picker.policy.breaker.probeCountMax, "\(live) probes of \(id) at once")
            let breaker = picker.breaker(of: id)
            hold(isEventful || breaker?.probesUnderWay(at: now) == live, "\(id) has not \(live) probes under way")
        }
    }
}
