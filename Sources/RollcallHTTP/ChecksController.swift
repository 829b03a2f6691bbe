import Hummingbird
import RollcallCore
import RollcallRegistry
import RollcallWire

/// The checks of an instance: their recent results, and reports by services that check themselves.
struct ChecksController: Sendable {
    let api: API

    func add(to group: some RouterMethods<Context>) {
        group.route("instances/:id/checks", [.get: get])
        group.route("instances/:id/checks/:check", [.put: report])
    }

    @Sendable func get(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        return try .json(history(of: context.instanceID()))
    }

    @Sendable func report(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let id = try context.instanceID()
        let check = try context.text("check")
        let body = try await request.decoded(as: CheckReportBody.self, .checkReport)
        guard ["pass", "fail"].contains(body.status) else {
            throw RegistryError.invalid(InvalidField("status", "must be pass or fail"))
        }
        guard (body.output ?? "").utf8.count <= 256 else {
            throw RegistryError.invalid(InvalidField("output", "must be at most 256 bytes long"))
        }
        try await api.health.report(id, check: check, passed: body.status == "pass", output: body.output ?? "")
        return try .json(history(of: id))
    }

    private func history(of id: InstanceID) throws -> CheckHistoryView {
        let snapshot = api.engine.snapshot
        let view = api.view(try snapshot.known(id))
        let results = api.health.results(of: id)
        let items = view.checks.map { CheckHistoryView.Item(check: $0, results: results[$0.definition.name] ?? []) }
        return CheckHistoryView(revision: snapshot.revision.number, id: id.text, checks: items)
    }
}
