import RollcallCore

/// One service's picker and counters. A value: `TrafficEngine` holds the lock and the clocks.
struct ServiceTraffic {
    private let service: ServiceName
    private var picker: ServicePicker
    /// The registry's revision of the service that the picker knows.
    private var revision: Revision?
    private var members: [ServiceInstance] = []
    private var counters: [InstanceID: InstanceCounters] = [:]
    private var rate = RateBuckets()
    private var latency = LatencyHistogram()
    private var keys: KeyLog
    private var oddities = PickOddities()
    /// The members as a balancer sees them, now and before they last changed.
    private var targets: [BalancerTarget] = []
    private var targetsBefore: [BalancerTarget]?
    /// Calls that asked for an instance, those that got none included.
    private var askedCount: UInt64 = 0
    /// What `askedCount` was when a breaker left closed.
    private var askedBefore: [InstanceID: UInt64] = [:]
    /// What the breakers did and the registry does not know yet.
    private var commands: [RegistryCommand] = []

    init(_ service: ServiceName, _ snapshot: RegistryState, keyCountMax: Int, at now: Moment, _ wall: WallTime) {
        self.service = service
        keys = KeyLog(countMax: keyCountMax)
        picker = ServicePicker(snapshot.policy(service) ?? .standard)
        _ = picker.update(members: snapshot.instances(of: service), at: now, wall)
        var records: [InstanceID: BreakerRecord] = [:]
        for instance in snapshot.instances(of: service) { records[instance.id] = snapshot.breaker(instance.id) }
        picker.restore(records, at: now, wall)
        for breaker in picker.breakers where !breaker.isClosed { askedBefore[breaker.instance] = 0 }
    }

    /// Takes over what the registry says of the service, if that has changed.
    mutating func follow(
        _ snapshot: RegistryState, _ revision: Revision, _ storedTotals: inout [InstanceID: TrafficTotals],
        at now: Moment, _ wall: WallTime
    ) {
        guard revision != self.revision else { return }
        self.revision = revision
        let policy = snapshot.policy(service) ?? .standard
        if policy != picker.policy { picker.setPolicy(policy, at: now) }
        members = snapshot.instances(of: service)
        for change in picker.update(members: members, at: now, wall) { note(change, at: wall) }
        var kept: [InstanceID: InstanceCounters] = [:]
        for member in members {
            var counter =
                counters[member.id]
                ?? InstanceCounters(totals: storedTotals.removeValue(forKey: member.id) ?? TrafficTotals())
            counter.mayTakeCalls = member.status == .up && member.registration.trafficWeight > 0
            kept[member.id] = counter
        }
        counters = kept
        askedBefore = askedBefore.filter { kept[$0.key] != nil }
        let next = members.filter { $0.status == .up && $0.registration.trafficWeight > 0 }.enumerated().map {
            BalancerTarget(id: $1.id, weight: $1.registration.trafficWeight, slot: $0)
        }
        guard next != targets else { return }
        if revision != .zero, !targets.isEmpty { targetsBefore = targets }
        targets = next
    }

    // MARK: Calls

    mutating func pick(
        _ request: PickRequest, at now: Moment, _ wall: WallTime, using random: inout some RandomNumberGenerator
    ) throws(RegistryError) -> Pick {
        // Who only wants to know why is not a call.
        if !request.explain { askedCount += 1 }
        let pick: Pick
        do { pick = try picker.pick(request, at: now, using: &random) } catch {
            if !request.explain { oddities.refusals[error.cause, default: 0] += 1 }
            let others = error.others.prefix(Self.notesInRefusalMax).map { "; \($0.id): \($0.why)" }.joined()
            throw .noInstance(service, why: "\(error)\(others)")
        }
        if let change = pick.probe?.change { note(change, at: wall) }
        guard !request.explain else { return pick }
        // A trial call did not have to do without it.
        if pick.isProbe { askedBefore[pick.id]? += 1 }
        counters[pick.id]?.picked(isProbe: pick.isProbe, isPanic: pick.isPanic, at: now)
        rate.record(at: now)
        if !request.excluded.isEmpty { oddities.retries += 1 }
        if isStray(pick) { oddities.strays += 1 }
        if let key = request.key { keys.record(KeyHash.hash(key)) }
        return pick
    }

    private static let notesInRefusalMax = 5

    private func isStray(_ pick: Pick) -> Bool {
        guard !pick.isPanic else { return false }
        let breaker = picker.breaker(of: pick.id)?.name ?? .closed
        return counters[pick.id]?.mayTakeCalls != true || breaker == .open
    }

    /// Whether a breaker did something about it.
    mutating func report(
        _ reported: ReportedOutcome, at now: Moment, _ wall: WallTime, using random: inout some RandomNumberGenerator
    ) -> Bool {
        let (id, outcome, token) = (reported.instance, reported.outcome, reported.token)
        if reported.isOwnPick {
            counters[id]?.picked(isProbe: false, isPanic: false, at: now)
            rate.record(at: now)
        }
        counters[id]?.ended(outcome, at: now)
        if let took = outcome.latency { latency.record(took, at: now) }
        let probe = token == nil ? picker.beginOwnProbe(outcome, for: id, at: now) : nil
        if let change = probe?.change { note(change, at: wall) }
        let change = picker.report(
            outcome, for: id, token ?? probe?.token, at: max(now, probe?.token.began ?? now), using: &random)
        if let change { note(change, at: wall) }
        return change != nil || probe?.change != nil
    }

    mutating func trip(_ id: InstanceID, for time: Duration?, reason: String, at now: Moment, _ wall: WallTime) {
        if let change = picker.trip(id, for: time, reason: reason, at: now) { note(change, at: wall) }
    }

    mutating func reset(_ id: InstanceID, reason: String, at now: Moment, _ wall: WallTime) {
        if let change = picker.reset(id, reason: reason, at: now) { note(change, at: wall) }
    }

    private mutating func note(_ change: BreakerChange, at wall: WallTime) {
        switch (change.from, change.to) {
        case (_, .closed): askedBefore[change.instance] = nil
        case (.closed, _): askedBefore[change.instance] = askedCount
        case (.open, _), (.halfOpen, _): break
        }
        commands.append(.breaker(change.instance, from: change.from, BreakerRecord(after: change, at: wall)))
    }

    mutating func takeCommands() -> [RegistryCommand] {
        defer { commands = [] }
        return commands
    }

    mutating func takeDirtyTotals() -> [InstanceID: TrafficTotals] {
        var totals: [InstanceID: TrafficTotals] = [:]
        for (id, counter) in counters where counter.isDirty {
            totals[id] = counter.totals
            counters[id]?.isDirty = false
        }
        return totals
    }

    // MARK: Reading

    func standings(at now: Moment, _ wall: WallTime) -> [BreakerStanding] {
        members.compactMap { standing(of: $0.id, at: now, wall) }
    }

    func standing(of id: InstanceID, at now: Moment, _ wall: WallTime) -> BreakerStanding? {
        guard let breaker = picker.breaker(of: id) else { return nil }
        return BreakerStanding(
            instance: id, service: service, record: breaker.record(at: now, wall).with(cause: breaker.currentCause),
            opensIn: breaker.openUntil.map { max(.zero, now.duration(to: $0)) }, figures: figures(of: breaker, at: now),
            settings: picker.policy.breaker)
    }

    private func figures(of breaker: CircuitBreaker, at now: Moment) -> BreakerFigures {
        var window = CallWindow()
        if case .closed(let closed) = breaker.state { window = closed.window }
        var successes = 0
        if case .halfOpen(let halfOpen) = breaker.state { successes = halfOpen.successes }
        return BreakerFigures(
            calls: window.count, failures: window.failureCount, slow: window.slowCount,
            failuresInRow: window.failuresInRow, probes: breaker.probesUnderWay(at: now), probeSuccesses: successes,
            notPermitted: askedBefore[breaker.instance].map { askedCount - $0 } ?? 0)
    }

    func report(at now: Moment, _ wall: WallTime) -> TrafficReport {
        let weights = expectedWeights()
        let weight = weights.values.reduce(0, +)
        let counts = members.map { counters[$0.id] ?? InstanceCounters() }
        let picks = counts.reduce(0) { $0 + $1.totals.picks }
        let items = zip(members, counts).map { instance, counter in
            TrafficReport.Item(
                id: instance.id, weight: instance.registration.trafficWeight,
                expectedShare: Self.share(weights[instance.id] ?? 0, of: weight),
                actualShare: Self.share(Int(counter.totals.picks), of: Int(picks)),
                counts: TrafficReport.Counts(counter.totals, counter.rate, counter.latency, at: now),
                outstanding: picker.load(of: instance.id)?.outstanding ?? 0,
                whyNotPickable: whyNotPickable(instance, at: now),
                breaker: picker.breaker(of: instance.id)?.name ?? .closed)
        }
        var totals = TrafficTotals()
        for counter in counts { totals.add(counter.totals) }
        return TrafficReport(
            service: service, policy: picker.policy.balancing,
            total: TrafficReport.Counts(totals, rate, latency, at: now), oddities: oddities, instances: items)
    }

    /// Of those that calls go to as things stand.
    private func expectedWeights() -> [InstanceID: Int] {
        let takers =
            picker.census.isPanicking
            ? targets : targets.filter { picker.breaker(of: $0.id)?.isClosed ?? true }
        return Dictionary(takers.map { ($0.id, $0.weight) }) { $1 }
    }

    private static func share(_ part: Int, of whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }

    private func whyNotPickable(_ instance: ServiceInstance, at now: Moment) -> String? {
        if instance.status != .up { return "\(instance.status.rawValue): \(instance.lastChange.cause)" }
        if instance.registration.trafficWeight == 0 { return "weight 0" }
        guard let breaker = picker.breaker(of: instance.id), !breaker.isClosed else { return nil }
        return "breaker \(breaker.words(at: now, under: picker.policy.breaker))"
    }

    /// What trying another policy takes.
    func trial() -> (keys: [UInt64], targets: [BalancerTarget], before: [BalancerTarget]?) {
        (keys.hashes, targets, targetsBefore)
    }
}
