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
        group.route("instances/:id/breaker", [.get: get])
        group.route("instances/:id/breaker/trip", [.post: trip])
        group.route("instances/:id/breaker/reset", [.post: reset])
    }

    @Sendable func list(_ request: Request, _ context: Context) async throws -> Response {
        let query = try QueryReader(request, known: ["service", "state"])
        let standings = try api.traffic.breakers(of: query.service("service"), at: states(query))
        let snapshot = api.engine.snapshot
        return try .json(
            BreakerListView(
                epoch: snapshot.epoch, revision: snapshot.revision.number,
                breakers: standings.map { BreakerView($0) }))
    }

    private func states(_ query: QueryReader) throws(RegistryError) -> Set<BreakerState> {
        guard let text = query["state"] else { return Set(BreakerState.allCases) }
        var states: Set<BreakerState> = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let state = BreakerState(rawValue: String(word)) else {
                throw .invalid(InvalidField("state", "must be some of closed, open, half_open, with commas"))
            }
            states.insert(state)
        }
        return states
    }

    @Sendable func get(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let standing = try api.traffic.standing(context.instanceID())
        let snapshot = api.engine.snapshot
        return try .json(
            BreakerDetailView(
                epoch: snapshot.epoch, revision: snapshot.revision.number, breaker: BreakerView(standing),
                figures: BreakerFiguresView(standing.figures), settings: BreakerSettingsBody(standing.settings)))
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

extension BreakerFiguresView {
    init(_ figures: BreakerFigures) {
        self.init(calls: figures.calls, failures: figures.failures, slow: figures.slow)
        failuresInRow = figures.failuresInRow
        probes = figures.probes
        probeSuccesses = figures.probeSuccesses
        notPermitted = Int64(clamping: figures.notPermitted)
    }
}
