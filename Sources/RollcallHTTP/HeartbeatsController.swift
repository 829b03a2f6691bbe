import Hummingbird
import RollcallCore
import RollcallRegistry
import RollcallWire

/// Signs of life: of one instance, with or without its whole registration, or of many at once.
struct HeartbeatsController: Sendable {
    let api: API

    func add(to group: some RouterMethods<Context>) {
        group.route("instances/:id/heartbeat", [.post: one])
        group.route("heartbeats", [.post: many])
    }

    /// A heartbeat that carries the registration registers what the daemon does not know: a provider that always sends
    /// it is back by itself, whatever the daemon lost.
    @Sendable func one(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let id = try context.instanceID()
        if let body = try await request.decodedIfPresent(as: InstanceBody.self, .instance) {
            try await upsert(id, body)
        } else {
            try await api.engine.renew(id)
        }
        let snapshot = api.engine.snapshot
        let instance = try snapshot.known(id)
        guard let lease = api.engine.lease(id) else { throw RegistryError.unknownInstance(id) }
        return .json(
            HeartbeatView(
                id: id.text, revision: snapshot.revision.number, status: instance.status.rawValue,
                ttl: DurationText.format(lease.terms.ttl),
                expiresInMilliseconds: max(0, api.engine.time.moment().duration(to: lease.deadline).milliseconds)))
    }

    private func upsert(_ id: InstanceID, _ body: InstanceBody) async throws {
        let (registration, initial) = try api.validated { () throws(InvalidField) in try body.validated(id) }
        // What the daemon has is what it once accepted; the rest is judged as any registration is.
        if api.engine.snapshot[id]?.registration != registration, let refusal = api.health.refusal(of: registration) {
            throw RegistryError.invalid(refusal)
        }
        _ = try await api.engine.renew(registration, initialStatus: initial)
    }

    @Sendable func many(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let body = try await request.decoded(as: HeartbeatsBody.self, .heartbeats)
        guard (1...HeartbeatsBody.countMax).contains(body.ids.count) else {
            throw RegistryError.invalid(InvalidField("ids", "must have 1 to \(HeartbeatsBody.countMax) entries"))
        }
        var results: [HeartbeatsView.Item] = []
        for (index, text) in body.ids.enumerated() {
            let id: InstanceID
            do { id = try InstanceID(text) } catch {
                throw RegistryError.invalid(InvalidField("ids[\(index)]", error.problem))
            }
            do throws(RegistryError) {
                let lease = try await api.engine.renew(id)
                let left = api.engine.time.moment().duration(to: lease.deadline)
                results.append(HeartbeatsView.Item(id: text, expiresInMilliseconds: max(0, left.milliseconds)))
            } catch { results.append(HeartbeatsView.Item(id: text, problem: ProblemView(error))) }
        }
        return try .json(HeartbeatsView(revision: api.engine.snapshot.revision.number, results: results))
    }
}
