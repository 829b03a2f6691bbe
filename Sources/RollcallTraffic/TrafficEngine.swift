package import RollcallCore
package import RollcallRegistry
import Synchronization

/// Picks, outcomes and breakers of all services, as this daemon sees them.
///
/// It keeps a `ServicePicker` for each service that somebody calls and brings it up to date from the registry's snapshot
/// when the service's revision has moved. What breakers do is written to the registry in the order in which they did it.
package final class TrafficEngine: Sendable {
    package let engine: RegistryEngine
    private let keyCountMax: Int
    private let state: Mutex<State>

    private struct State {
        var services: [ServiceName: ServiceTraffic] = [:]
        /// Of instances nobody asked for since the start.
        var storedTotals: [InstanceID: TrafficTotals]
        var random = SystemRandomNumberGenerator()
    }

    /// - Parameter keyCountMax: How many of a service's newest keys are kept for `whatIf`.
    package init(_ engine: RegistryEngine, keyCountMax: Int = KeyLog.countMax) {
        self.engine = engine
        self.keyCountMax = keyCountMax
        state = Mutex(State(storedTotals: engine.storedTotals))
    }

    // MARK: Calls

    /// One instance of `service` for one call.
    ///
    /// - Throws: `.unknownService`, or `.noInstance` when none may be picked.
    package func pick(_ service: ServiceName, _ request: PickRequest) throws(RegistryError) -> Pick {
        try with(service) { traffic, random, now, wallTime throws(RegistryError) in
            try traffic.pick(request, at: now, wallTime, using: &random)
        }
    }

    /// Takes in how calls went. Returns when what breakers did about it is durable.
    ///
    /// - Returns: the instances that the registry does not know.
    package func report(_ outcomes: [ReportedOutcome]) async throws(RegistryError) -> [InstanceID] {
        var unknown: [InstanceID] = []
        var hasChanged = false
        let snapshot = engine.snapshot
        for outcome in outcomes {
            guard let service = snapshot[outcome.instance]?.service else {
                unknown.append(outcome.instance)
                continue
            }
            let didChange = try with(service) { traffic, random, now, wallTime throws(RegistryError) in
                traffic.report(outcome, at: now, wallTime, using: &random)
            }
            if didChange { hasChanged = true }
        }
        if hasChanged { try await engine.settled() }
        return unknown
    }

    // MARK: By hand

    /// Opens the breaker of `id` for `time`, or until it is reset. Refused when `expected` is given and the instance has
    /// moved on: breakers open beside the registry, so that it is held against the registry as it stands.
    package func trip(
        _ id: InstanceID, for time: Duration?, reason: String, expected: Revision? = nil
    ) async throws(RegistryError) -> BreakerStanding {
        let service = try engine.snapshot.known(id, expected).service
        try with(service) { traffic, _, now, wallTime throws(RegistryError) in
            traffic.trip(id, for: time, reason: reason, at: now, wallTime)
        }
        try await engine.settled()
        return try standing(id)
    }

    /// Closes the breaker of `id` and forgets what was counted.
    package func reset(
        _ id: InstanceID, reason: String, expected: Revision? = nil
    ) async throws(RegistryError) -> BreakerStanding {
        let service = try engine.snapshot.known(id, expected).service
        try with(service) { traffic, _, now, wallTime throws(RegistryError) in
            traffic.reset(id, reason: reason, at: now, wallTime)
        }
        try await engine.settled()
        return try standing(id)
    }

    // MARK: Reading

    /// The breakers of `service`, or of all services, that stand at one of `states`: those that are not closed first,
    /// then in order of their ids.
    package func breakers(
        of service: ServiceName?, at states: Set<BreakerState> = Set(BreakerState.allCases)
    ) -> [BreakerStanding] {
        let snapshot = engine.snapshot
        // What is not closed is in the registry, so that services that nobody calls need not be looked into.
        let names =
            service.map { [$0] }
            ?? (states.contains(.closed) ? snapshot.allServices.map(\.name) : snapshot.servicesWithOpenBreakers)
        let all = names.flatMap { name in
            (try? with(name) { traffic, _, now, wallTime throws(RegistryError) in
                traffic.standings(at: now, wallTime)
            }) ?? []
        }
        return all.filter { states.contains($0.record.state) }.sorted {
            let (left, right) = ($0.record.state == .closed, $1.record.state == .closed)
            return left == right ? $0.instance < $1.instance : right
        }
    }

    package func standing(_ id: InstanceID) throws(RegistryError) -> BreakerStanding {
        let service = try engine.snapshot.known(id).service
        let found = try with(service) { traffic, _, now, wallTime throws(RegistryError) in
            traffic.standing(of: id, at: now, wallTime)
        }
        guard let found else { throw .unknownInstance(id) }
        return found
    }

    package func report(on service: ServiceName) throws(RegistryError) -> TrafficReport {
        try with(service) { traffic, _, now, wallTime throws(RegistryError) in traffic.report(at: now, wallTime) }
    }

    package func whatIf(_ service: ServiceName, _ policy: BalancingPolicy) throws(RegistryError) -> WhatIf {
        // The trial itself may take a while and must not hold up picks.
        let trial = try with(service) { traffic, _, _, _ throws(RegistryError) in traffic.trial() }
        var random = SystemRandomNumberGenerator()
        return WhatIf(
            policy, keys: trial.keys, targets: trial.targets, before: trial.before, at: engine.time.moment(),
            using: &random)
    }

    // MARK: Keeping

    /// Has totals written down every second in which they changed, until the task is cancelled.
    package func run() async throws {
        while !Task.isCancelled {
            try await engine.time.sleep(until: engine.time.moment().advanced(by: .seconds(1)))
            keep()
        }
    }

    /// Has totals written down now, and lets go of services that are gone.
    package func keep() {
        let totals = state.withLock { state in
            // Under the lock, as in `with`: a service that came meanwhile must not be taken for one that is gone.
            let snapshot = engine.snapshot
            var totals: [InstanceID: TrafficTotals] = [:]
            for name in Array(state.services.keys) {
                totals.merge(state.services[name]?.takeDirtyTotals() ?? [:]) { $1 }
                if snapshot.service(name).map({ $0.counts.total == 0 }) ?? true { state.services[name] = nil }
            }
            return totals
        }
        if !totals.isEmpty { engine.post(totals) }
    }

    /// Runs `body` on the traffic of `service`, brought up to date with the registry.
    private func with<Value: Sendable>(
        _ service: ServiceName,
        _ body: (inout ServiceTraffic, inout SystemRandomNumberGenerator, Moment, WallTime) throws(RegistryError) ->
            Value
    ) throws(RegistryError) -> Value {
        let result = state.withLock { state -> Result<Value, RegistryError> in
            // Read under the lock: an older snapshot must not be laid over a newer one.
            let snapshot = engine.snapshot
            let (now, wallTime) = (engine.time.moment(), engine.time.wallTime())
            guard let entry = snapshot.service(service), entry.counts.total > 0 else {
                state.services[service] = nil
                return .failure(.unknownService(service))
            }
            // Taken out while it is changed, so that it is not copied.
            var traffic =
                state.services.removeValue(forKey: service)
                ?? ServiceTraffic(service, snapshot, keyCountMax: keyCountMax, at: now, wallTime)
            defer { state.services[service] = traffic }
            traffic.follow(snapshot, entry.revision, &state.storedTotals, at: now, wallTime)
            do throws(RegistryError) {
                let value = try body(&traffic, &state.random, now, wallTime)
                for command in traffic.takeCommands() { engine.post(command) }
                return .success(value)
            } catch {
                for command in traffic.takeCommands() { engine.post(command) }
                return .failure(error)
            }
        }
        return try result.get()
    }
}

/// For callers in the same process.
extension TrafficEngine: TrafficSource {
    package func policy(of service: ServiceName) async throws(RegistryError) -> ServicePolicy {
        engine.snapshot.policy(service) ?? .standard
    }

    package func openBreakers(of service: ServiceName) async throws(RegistryError) -> [OpenBreaker] {
        breakers(of: service, at: [.open]).map {
            OpenBreaker(instance: $0.instance, opensIn: $0.opensIn, cause: $0.record.cause)
        }
    }

    package func share(_ outcomes: [ReportedOutcome]) async throws(RegistryError) {
        _ = try await report(outcomes.map(\.asOwnPick))
    }
}
