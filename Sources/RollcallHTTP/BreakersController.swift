import Hummingbird
import RollcallCore
import RollcallRegistry
import RollcallTraffic
import RollcallWire

/// Circuit breakers, and an operator's hand on them.
struct BreakersController: Sendable {
    let api: API

    func add(to group: some RouterMethods<Context>) {
        group.route("breakers", [.get: list])
        group.route("instances/:id/breaker/trip", [.post: trip])
        group.route("instances/:id/breaker/reset", [.post: reset])
    }

    @Sendable func list(_ request: Request, _ context: Context) async throws -> Response {
        let query = try QueryReader(request, known: ["service"])
        let standings = try api.traffic.breakers(of: query.service("service"))
        let snapshot = api.engine.snapshot
        return try .json(
            BreakerListView(
                epoch: snapshot.epoch, revision: snapshot.revision.number,
                breakers: standings.map { BreakerView($0) }))
    }

    @Sendable func trip(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let id = try context.instanceID()
        let body = try await request.decodedIfPresent(as: TripBody.self, .trip)
        let time = try api.validated { () throws(InvalidField) in try body?.time() }
        let expected = try api.validated { () throws(InvalidField) in try body?.expected() }
        return try await answer(
            api.traffic.trip(id, for: time, reason: body?.reason ?? "", expected: expected))
    }

    @Sendable func reset(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let id = try context.instanceID()
        let body = try await request.decodedIfPresent(as: MoveBody.self, .move)
        let expected = try api.validated { () throws(InvalidField) in try body?.expected() }
        return try await answer(api.traffic.reset(id, reason: body?.reason ?? "", expected: expected))
    }

    private func answer(_ standing: BreakerStanding) throws -> Response {
        let snapshot = api.engine.snapshot
        return try .json(
            BreakerAnswer(
                epoch: snapshot.epoch, revision: snapshot.revision.number, breaker: BreakerView(standing)))
    }
}

extension BreakerView {
    init(_ standing: BreakerStanding) {
        self.init(standing.record, of: standing.instance.text, in: standing.service.text)
        opensInMilliseconds = standing.opensIn?.milliseconds
    }
}
