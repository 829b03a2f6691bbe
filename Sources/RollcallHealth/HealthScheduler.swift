package import Logging
package import RollcallCore
package import RollcallRegistry
import Synchronization

/// Keeps checking every instance of the registry, and has its status changed where the checks say otherwise.
///
/// It sleeps until the next check is due: there is no tick. What it decides reaches the registry as a command like
/// anybody else's, and the decision is taken afresh after each result, so that one which was lost is made up for.
package final class HealthScheduler: Sendable {
    let engine: RegistryEngine
    let logger: Logger
    private let prober: any Prober
    private let schedule: Mutex<CheckSchedule>
    let limits: HealthLimits
    private let alarm = Alarm()

    /// Checks nothing before `run`.
    package init(
        _ engine: RegistryEngine, prober: any Prober, limits: HealthLimits = HealthLimits(),
        generator: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(), logger: Logger
    ) {
        self.engine = engine
        self.prober = prober
        self.limits = limits
        self.logger = logger
        schedule = Mutex(CheckSchedule(limits, generator: generator))
    }

    /// Checks until the task is cancelled.
    package func run() async throws {
        let since = catchUp(with: engine.snapshot, isInitial: true)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.follow(after: since) }
            group.addTask { try await self.probe() }
            // When the registry stops, there is nothing more to follow, but checks go on until they are told to end.
            try await group.waitForAll()
        }
    }

    // MARK: Reading and reporting

    /// The checks of `id` in the order of its registration; empty when there are none.
    package func checks(of id: InstanceID) -> [CheckView] {
        if let instance = engine.snapshot[id] { place(instance) }
        let now = engine.time.moment()
        return schedule.withLock { $0.views(id, at: now) }
    }

    /// The same in short for many instances, in the order of `ids`.
    package func summaries(of ids: [InstanceID]) -> [[CheckSummary]] {
        let now = engine.time.moment()
        return schedule.withLock { schedule in ids.map { schedule.summaries($0, at: now) } }
    }

    package var gauges: HealthGauges { schedule.withLock { $0.gauges } }

    /// What the service itself says about one of its ttl checks. Returns when the status that follows is durable.
    ///
    /// - Throws: `.unknownInstance`, `.unknownCheck`, or `.notReportable` for a check that the daemon makes itself.
    package func report(
        instance id: InstanceID, check: String, passed: Bool, output: String = ""
    ) async throws(RegistryError) {
        place(try engine.snapshot.known(id))
        let (now, wallTime) = (engine.time.moment(), engine.time.wallTime())
        let words = "reported \(passed ? "passing" : "failing")" + (output.isEmpty ? "" : ": \(output)")
        let result = CheckResult(at: wallTime, passed: passed, took: .zero, cause: words)
        // A Mutex's closure has one type of error, and it is not always inferred.
        try schedule.withLock { (schedule) throws(RegistryError) in
            try schedule.report(id, check: check, result, at: now)
        }
        await settle(id, deciding: check)
    }

    // MARK: Following the registry

    /// - Returns: the revision up to which everything is known.
    func catchUp(with snapshot: RegistryState, isInitial: Bool) -> Revision {
        let instances = snapshot.allInstances
        let (now, wallTime) = (engine.time.moment(), engine.time.wallTime())
        schedule.withLock { schedule in
            for id in schedule.watched.keys where snapshot[id] == nil {
                schedule.remove(id, at: snapshot.revision.next)
            }
            for instance in instances { schedule.place(instance, isInitial: isInitial, at: now, wallTime) }
        }
        ring()
        return snapshot.revision
    }

    func take(_ events: [RegistryEvent]) async {
        for event in events {
            switch event.kind {
            case .registered(let instance), .updated(let instance, _):
                place(instance)
                // Without a check that failed, or with thresholds that changed, the rest may say something else.
                await settle(instance.id)
            case .status(_, _, .resume):
                guard let id = event.instance else { continue }
                schedule.withLock { $0.resume(id, at: event.time) }
            case .deregistered, .evicted:
                guard let id = event.instance else { continue }
                schedule.withLock { $0.remove(id, at: event.revision) }
            case .status, .breaker, .policy, .selfPreservation, .started:
                continue
            }
        }
    }

    private func place(_ instance: ServiceInstance) {
        let (now, wallTime) = (engine.time.moment(), engine.time.wallTime())
        schedule.withLock { $0.place(instance, at: now, wallTime) }
        ring()
    }

    private func ring() {
        if let due = schedule.withLock({ $0.nextDue }) { alarm.ring(for: due) }
    }

    // MARK: Probing

    /// Starts every probe at its time. Probes run beside each other and hold up neither each other nor the clock.
    private func probe() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            // Nothing to wait for: sleep long, the alarm rings for the first check.
            let idle = Duration.seconds(3_600)
            while true {
                let now = engine.time.moment()
                let (silent, starts, next) = schedule.withLock { schedule in
                    let silent = schedule.advance(to: now, engine.time.wallTime())
                    var starts: [ProbeTurn] = []
                    while let turn = schedule.start(at: now) { starts.append(turn) }
                    return (silent, starts, schedule.nextDue)
                }
                for id in silent { group.addTask { await self.settle(id) } }
                for turn in starts { group.addTask { await self.work(on: turn) } }
                try await alarm.sleep(until: next ?? now.advanced(by: idle), engine.time)
                noticeStall(since: next ?? now.advanced(by: idle))
            }
        }
    }

    private func noticeStall(since planned: Moment) {
        let now = engine.time.moment()
        guard planned.advanced(by: limits.stallMin) < now else { return }
        schedule.withLock { $0.forgiveSilence(at: now) }
        logger.warning(
            "Woke up late; every ttl check gets its full time again",
            metadata: ["late": "\(DurationText.brief(planned.duration(to: now)))"])
    }

    private func work(on turn: ProbeTurn) async {
        let outcome = await prober.probe(turn.check, of: turn.target)
        guard !Task.isCancelled else { return }
        let (now, wallTime) = (engine.time.moment(), engine.time.wallTime())
        let result = CheckResult(at: wallTime, passed: outcome.passed, took: outcome.took, cause: outcome.cause)
        let instance = engine.snapshot[turn.instance]
        let isSlotWanted = schedule.withLock { schedule in
            // The follower may lag behind; a result must not count for what has changed since.
            if let instance { schedule.place(instance, at: now, wallTime) }
            schedule.finish(turn, result)
            return schedule.isSlotWanted
        }
        if isSlotWanted { alarm.ring(for: now) }
        await settle(turn.instance, deciding: turn.check.name)
    }

    /// Has the status follow the checks, where it does not already.
    private func settle(_ id: InstanceID, deciding: String? = nil) async {
        let snapshot = engine.snapshot
        guard let instance = snapshot[id], let finding = schedule.withLock({ $0.finding(id, deciding: deciding) })
        else {
            return
        }
        let event: StatusEvent
        switch (finding.verdict, instance.status) {
        case (.failing, .up): event = .healthCheckFail
        // Whose lease ran out comes back by its own word only.
        case (.passing, .down) where snapshot.isLapsed(id): return
        case (.passing, .down), (.passing, .starting): event = .healthCheckPass
        case (.unknown, _), (.failing, _), (.passing, .up), (.passing, .outOfService): return
        }
        do {
            try await engine.submit(.transition(id, event, cause: finding.cause))
        } catch {
            // The next result decides again.
            logger.debug("A status change was refused", metadata: ["instance": "\(id)", "problem": "\(error.problem)"])
        }
    }
}
