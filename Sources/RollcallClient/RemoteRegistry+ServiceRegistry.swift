public import RollcallCore
import RollcallWire

/// The registry of a daemon, as any other registry.
extension RemoteRegistry: ServiceRegistry {
    /// Registers an instance, or changes it to what `registration` says.
    public func register(
        _ registration: Registration, initialStatus: ServiceStatus?
    ) async throws(RegistryError) -> RegistryChange {
        try await ask(ProblemSubject(instance: registration.id, service: registration.service)) {
            try await change(
                register(registration.id.text, InstanceBody(registration, initialStatus: initialStatus)))
        }
    }

    /// A sign of life that carries the whole registration.
    public func renew(
        _ registration: Registration, initialStatus: ServiceStatus?
    ) async throws(RegistryError) -> ServiceStatus {
        try await ask(ProblemSubject(instance: registration.id, service: registration.service)) {
            let body = InstanceBody(registration, initialStatus: initialStatus)
            let answer = try await heartbeat(registration.id.text, registration: body)
            guard let status = ServiceStatus(rawValue: answer.status) else {
                throw InvalidField("status", "is not one that this version knows")
            }
            return status
        }
    }

    /// Changes some parts of a registration.
    public func update(
        _ id: InstanceID, _ patch: InstancePatch, expected: Revision?
    ) async throws(RegistryError) -> RegistryChange {
        try await ask(ProblemSubject(instance: id, expected: expected)) {
            try await change(update(id.text, PatchBody(patch, expected: expected)))
        }
    }

    /// Asks for a change of status.
    public func move(
        _ id: InstanceID, _ move: StatusMove, reason: String?
    ) async throws(RegistryError) -> RegistryChange {
        try await ask(ProblemSubject(instance: id)) {
            switch move {
            case .ready: try await change(ready(id.text, reason: reason))
            case .drain: try await change(drain(id.text, reason: reason))
            case .resume: try await change(resume(id.text, reason: reason))
            }
        }
    }

    /// Takes an instance out of the registry.
    public func deregister(_ id: InstanceID, expected: Revision?) async throws(RegistryError) -> RegistryChange {
        try await ask(ProblemSubject(instance: id, expected: expected)) {
            try await change(deregister(id.text, expectedRevision: expected?.number))
        }
    }

    /// One instance as it is.
    public func instance(_ id: InstanceID) async throws(RegistryError) -> ServiceInstance {
        try await ask(ProblemSubject(instance: id)) { try await ServiceInstance(instance(id.text).instance) }
    }

    /// All instances of a service, or of all services.
    public func list(_ service: ServiceName?) async throws(RegistryError) -> RegistryListing {
        try await ask(ProblemSubject(service: service)) {
            var query = InstanceQuery(service: service?.text)
            query.statuses = ["any"]
            let list = try await allInstances(query)
            return RegistryListing(
                position: RegistryPosition(epoch: list.epoch, revision: Revision(list.revision)),
                instances: try list.instances.map { try ServiceInstance($0) })
        }
    }

    /// Events as they happen, over one connection: it ends when that breaks.
    public func watch(
        _ filter: EventFilter, after position: RegistryPosition
    ) async throws(RegistryError) -> EventBursts {
        let scope: WatchScope =
            switch filter {
            case .all: .all
            case .service(let name): .service(name.text)
            case .instance(let id): .instance(id.text)
            }
        let after = WatchPosition(epoch: position.epoch, revision: position.revision.number)
        return try await ask(ProblemSubject(expected: position.revision)) {
            RemoteEvents(registry: self, body: try await open(watch(scope, after: after)))
        }
    }

    private func change(_ view: MutationView) throws -> RegistryChange {
        guard let outcome = RegistryChange.Outcome(rawValue: view.outcome) else {
            throw InvalidField("outcome", "is not one that this version knows")
        }
        return RegistryChange(
            outcome: outcome, instance: try ServiceInstance(view.instance), revision: Revision(view.revision))
    }

    /// Does `body` and says in the registry's own terms why it could not be done.
    func ask<Answer>(
        _ subject: ProblemSubject, _ body: () async throws -> Answer
    ) async throws(RegistryError) -> Answer {
        do { return try await body() } catch { throw RegistryError(error, about: subject, at: url.text) }
    }
}

extension RegistryError {
    init(_ error: any Error, about subject: ProblemSubject, at url: String) {
        self =
            switch error {
            case let error as RegistryError: error
            case ClientError.problem(let problem): RegistryError(problem, about: subject)
            case let error as ClientError: .unavailable(error.message)
            case is CancellationError: .cancelled
            case let error as InvalidField:
                .unavailable(ClientError.notRollcall(url: url, reason: error.description).message)
            default: .unavailable(ClientError.unreachable(url: url, reason: "\(error)").message)
            }
    }
}
