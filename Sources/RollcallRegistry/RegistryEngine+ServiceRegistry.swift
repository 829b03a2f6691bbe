package import RollcallCore

/// The registry in one's own process.
extension RegistryEngine: ServiceRegistry {
    package func register(
        _ registration: Registration, initialStatus: ServiceStatus?
    ) async throws(RegistryError) -> RegistryChange {
        try await change(.register(registration, initialStatus: initialStatus))
    }

    package func renew(
        _ registration: Registration, initialStatus: ServiceStatus?
    ) async throws(RegistryError) -> ServiceStatus {
        // The usual heartbeat repeats what is known: it must not reach the writer.
        if snapshot[registration.id]?.registration == registration {
            do throws(RegistryError) {
                try await renew(registration.id)
                return try snapshot.known(registration.id).status
            } catch {
                guard case .unknownInstance = error else { throw error }
            }
        }
        return try await register(registration, initialStatus: initialStatus).instance.status
    }

    package func update(
        _ id: InstanceID, _ patch: InstancePatch, expected: Revision?
    ) async throws(RegistryError) -> RegistryChange {
        try await change(.update(id, patch, expected: expected))
    }

    package func move(
        _ id: InstanceID, _ move: StatusMove, reason: String?
    ) async throws(RegistryError) -> RegistryChange {
        try await self.move(id, move, reason: reason, expected: nil)
    }

    /// As `move`, refused when `expected` is given and the instance has moved on.
    package func move(
        _ id: InstanceID, _ move: StatusMove, reason: String?, expected: Revision?
    ) async throws(RegistryError) -> RegistryChange {
        let cause = reason.map { "\(move.cause): \(SafeText.escaped($0, countMax: 200))" } ?? move.cause
        return try await change(.transition(id, move.event, expected: expected, cause: cause))
    }

    package func deregister(_ id: InstanceID, expected: Revision?) async throws(RegistryError) -> RegistryChange {
        try await change(.deregister(id, expected: expected))
    }

    package func instance(_ id: InstanceID) async throws(RegistryError) -> ServiceInstance {
        try snapshot.known(id)
    }

    package func list(_ service: ServiceName?) async throws(RegistryError) -> RegistryListing {
        let snapshot = snapshot
        return RegistryListing(
            position: RegistryPosition(epoch: snapshot.epoch, revision: snapshot.revision),
            instances: service.map(snapshot.instances(of:)) ?? snapshot.allInstances)
    }

    package func watch(
        _ filter: EventFilter, after position: RegistryPosition
    ) async throws(RegistryError) -> EventBursts {
        let snapshot = snapshot
        guard position.epoch == snapshot.epoch else {
            throw .futureRevision(asked: position.revision, current: snapshot.revision)
        }
        return try watch(filter, after: position.revision)
    }

    /// Has a command about one instance written.
    private func change(_ command: RegistryCommand) async throws(RegistryError) -> RegistryChange {
        let applied = try await submit(command)
        // Commands about an instance answer with it; only those about the registry itself do not.
        guard let instance = applied.instance, let outcome = applied.outcome.ofInstance else { throw .stopping }
        return RegistryChange(
            outcome: outcome, instance: instance, revision: max(snapshot.revision, instance.revision))
    }
}

extension StatusMove {
    package var event: StatusEvent {
        switch self {
        case .ready: .ready
        case .drain: .gracefulShutdown
        case .resume: .resume
        }
    }

    /// What the history says where nobody gives a reason.
    package var cause: String {
        switch self {
        case .ready: "its provider says it is ready"
        case .drain: "drained on request"
        case .resume: "resumed on request"
        }
    }
}

extension RegistryState.Applied.Outcome {
    fileprivate var ofInstance: RegistryChange.Outcome? {
        switch self {
        case .created: .created
        case .updated: .updated
        case .unchanged: .unchanged
        case .removed: .removed
        case .noted: nil
        }
    }
}
