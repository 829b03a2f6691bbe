import Hummingbird
import RollcallCore
import RollcallRegistry
import RollcallWire

/// `/instances/{id}` and the transitions that its provider or an operator asks for.
struct InstancesController: Sendable {
    let api: API

    func add(to group: some RouterMethods<Context>) {
        group.route("instances/:id", [.put: put, .get: get, .patch: patch, .delete: delete])
        group.route("instances/:id/ready", [.post: ready])
        group.route("instances/:id/drain", [.post: drain])
        group.route("instances/:id/resume", [.post: resume])
    }

    @Sendable func put(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let id = try context.instanceID()
        let body = try await request.decoded(as: InstanceBody.self, .instance)
        let applied = try await api.register(id, body)
        return .json(api.mutation(applied), status: applied.outcome == .created ? .created : .ok)
    }

    @Sendable func get(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let instance = try await api.engine.instance(context.instanceID())
        let snapshot = api.engine.snapshot
        return .json(
            InstanceAnswer(
                epoch: snapshot.epoch, revision: snapshot.revision.number, instance: api.detailedView(instance)))
    }

    @Sendable func patch(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let id = try context.instanceID()
        let body = try await request.decoded(as: PatchBody.self, .patch)
        let expected = try api.validated { () throws(InvalidField) in try body.expected() }
        let present = try await api.engine.instance(id)
        let patch = try api.validated { () throws(InvalidField) in try body.validated(present.registration.lease) }
        let changed = try api.validated { () throws(InvalidField) in try patch.applied(to: present.registration) }
        if let refusal = api.health.refusal(of: changed) { throw RegistryError.invalid(refusal) }
        return try await .json(api.mutation(api.engine.update(id, patch, expected: expected)))
    }

    @Sendable func delete(_ request: Request, _ context: Context) async throws -> Response {
        let query = try QueryReader(request, known: ["expected_revision"])
        let applied = try await api.engine.deregister(
            context.instanceID(), expected: query.revision("expected_revision"))
        return .json(api.mutation(applied))
    }

    @Sendable func ready(_ request: Request, _ context: Context) async throws -> Response {
        try await move(request, context, .ready)
    }

    @Sendable func drain(_ request: Request, _ context: Context) async throws -> Response {
        try await move(request, context, .drain)
    }

    @Sendable func resume(_ request: Request, _ context: Context) async throws -> Response {
        try await move(request, context, .resume)
    }

    private func move(_ request: Request, _ context: Context, _ move: StatusMove) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let id = try context.instanceID()
        let body = try await request.decodedIfPresent(as: MoveBody.self, .move)
        let expected = try api.validated { () throws(InvalidField) in try body?.expected() }
        return try await .json(
            api.mutation(api.engine.move(id, move, reason: body?.reason, expected: expected)))
    }
}

extension API {
    /// Registers what a body asks for, after everything in it was found acceptable.
    func register(_ id: InstanceID, _ body: InstanceBody) async throws -> RegistryChange {
        let (registration, initial) = try validated { () throws(InvalidField) in try body.validated(id) }
        if let refusal = health.refusal(of: registration) { throw RegistryError.invalid(refusal) }
        return try await engine.register(registration, initialStatus: initial)
    }

    func validated<Value>(_ body: () throws(InvalidField) -> Value) throws(RegistryError) -> Value {
        do { return try body() } catch { throw .invalid(error) }
    }
}
