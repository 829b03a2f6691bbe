import NIOHTTP1
package import RollcallCore
package import RollcallWire

/// What a pick is about. What is nil or empty is left to the daemon.
package struct PickQuery: Sendable, Equatable {
    package var policy: String?
    package var key: String?
    package var zone: String?
    package var excluded: [String] = []
    package var mustExplain = false

    package init() {}
}

/// Picks, outcomes, breakers and policies.
extension RemoteRegistry {
    package func pick(_ service: String, _ query: PickQuery = PickQuery()) async throws -> PickView {
        let target = RequestTarget("services", service, "pick").with("policy", query.policy).with("key", query.key)
            .with("zone", query.zone)
            .with("exclude", query.excluded.isEmpty ? nil : query.excluded.joined(separator: ","))
            .with("explain", query.mustExplain ? true : nil)
        return try await get(target)
    }

    package func report(_ outcomes: [OutcomesBody.Item]) async throws -> OutcomesView {
        try await send(.POST, RequestTarget("outcomes"), OutcomesBody(outcomes: outcomes))
    }

    /// - Parameter states: `closed`, `open`, `half_open`; empty asks for all.
    package func breakers(service: String? = nil, states: [String] = []) async throws -> BreakerListView {
        let states = states.isEmpty ? nil : states.joined(separator: ",")
        return try await get(RequestTarget("breakers").with("service", service).with("state", states))
    }

    package func breaker(_ id: String) async throws -> BreakerDetailView {
        try await get(RequestTarget("instances", id, "breaker"))
    }

    package func trip(
        _ id: String, reason: String? = nil, for duration: String? = nil, expectedRevision: Int64? = nil
    ) async throws -> BreakerAnswer {
        try await send(
            .POST, RequestTarget("instances", id, "breaker", "trip"),
            TripBody(reason: reason, for: duration, expectedRevision: expectedRevision))
    }

    package func reset(
        _ id: String, reason: String? = nil, expectedRevision: Int64? = nil
    ) async throws -> BreakerAnswer {
        try await send(
            .POST, RequestTarget("instances", id, "breaker", "reset"),
            MoveBody(reason: reason, expectedRevision: expectedRevision))
    }

    package func policy(_ service: String) async throws -> PolicyAnswer {
        try await get(RequestTarget("services", service, "policy"))
    }

    package func setPolicy(_ service: String, _ policy: PolicyBody) async throws -> PolicyAnswer {
        try await send(.PUT, RequestTarget("services", service, "policy"), policy)
    }

    package func traffic(_ service: String) async throws -> TrafficView {
        try await get(RequestTarget("services", service, "traffic"))
    }

    package func whatIf(_ service: String, policy: String) async throws -> WhatIfView {
        try await get(RequestTarget("services", service, "whatif").with("policy", policy))
    }
}

extension RemoteRegistry: TrafficSource {
    package func policy(of service: ServiceName) async throws(RegistryError) -> ServicePolicy {
        try await ask(ProblemSubject(service: service)) { try await policy(service.text).policy.validated() }
    }

    package func openBreakers(of service: ServiceName) async throws(RegistryError) -> [OpenBreaker] {
        let views = try await ask(ProblemSubject(service: service)) {
            try await breakers(service: service.text, states: [BreakerState.open.rawValue]).breakers
        }
        return views.compactMap { view in
            guard let id = try? InstanceID(view.instance) else { return nil }
            return OpenBreaker(
                instance: id, opensIn: view.opensInMilliseconds.map { .milliseconds($0) }, cause: view.cause)
        }
    }

    package func share(_ outcomes: [ReportedOutcome]) async throws(RegistryError) {
        let items = outcomes.map { report in
            OutcomesBody.Item(
                instance: report.instance.text, result: report.outcome.result.rawValue,
                latencyMilliseconds: report.outcome.latency.map { Double($0.nanoseconds) / 1_000_000 },
                pick: OutcomesBody.ownPick)
        }
        _ = try await ask(ProblemSubject()) { try await report(items) }
    }
}
