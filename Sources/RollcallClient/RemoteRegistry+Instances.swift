import NIOHTTP1
package import RollcallWire

/// What providers and operators do with one instance.
extension RemoteRegistry {
    package func register(_ id: String, _ body: InstanceBody) async throws -> MutationView {
        try await send(.PUT, RequestTarget("instances", id), body)
    }

    package func instance(_ id: String) async throws -> InstanceAnswer {
        try await get(RequestTarget("instances", id))
    }

    package func update(_ id: String, _ patch: PatchBody) async throws -> MutationView {
        try await send(.PATCH, RequestTarget("instances", id), patch)
    }

    package func deregister(_ id: String, expectedRevision: Int64? = nil) async throws -> MutationView {
        try await send(.DELETE, RequestTarget("instances", id).with("expected_revision", expectedRevision))
    }

    /// Renews the lease. With `registration`, an instance that the registry does not know is registered at once.
    package func heartbeat(_ id: String, registration: InstanceBody? = nil) async throws -> HeartbeatView {
        try await send(.POST, RequestTarget("instances", id, "heartbeat"), registration)
    }

    package func heartbeats(_ ids: [String]) async throws -> HeartbeatsView {
        try await send(.POST, RequestTarget("heartbeats"), HeartbeatsBody(ids: ids))
    }

    package func ready(_ id: String, reason: String? = nil) async throws -> MutationView {
        try await move(id, "ready", reason)
    }

    package func drain(
        _ id: String, reason: String? = nil, expectedRevision: Int64? = nil
    ) async throws -> MutationView {
        try await move(id, "drain", reason, expectedRevision)
    }

    package func resume(
        _ id: String, reason: String? = nil, expectedRevision: Int64? = nil
    ) async throws -> MutationView {
        try await move(id, "resume", reason, expectedRevision)
    }

    /// A service's own word on one of its ttl checks.
    package func report(_ id: String, check: String, _ report: CheckReportBody) async throws -> CheckHistoryView {
        try await send(.PUT, RequestTarget("instances", id, "checks", check), report)
    }

    package func checks(_ id: String) async throws -> CheckHistoryView {
        try await get(RequestTarget("instances", id, "checks"))
    }

    private func move(
        _ id: String, _ verb: String, _ reason: String?, _ expectedRevision: Int64? = nil
    ) async throws -> MutationView {
        let body = MoveBody(reason: reason, expectedRevision: expectedRevision)
        return try await send(.POST, RequestTarget("instances", id, verb), body == MoveBody() ? nil : body)
    }
}
