import RollcallClient
import RollcallDashboard
import RollcallWire

/// What the dashboard asks for besides the stream: what moves without an event.
extension TopFeed {
    private static let historyOfOneCount = 200

    func answer(_ command: Command) async throws {
        switch command {
        case .refresh(let ids): try await refresh(ids)
        case .inspect(let id, let withHistory): try await inspect(id, withHistory: withHistory)
        case .recount:
            if let services = try await told({ try await registry.services() }) { emit(.services(services)) }
        default: break
        }
    }

    private func inspect(_ id: String, withHistory: Bool) async throws {
        try await refresh([id])
        let breaker = try await told { try await registry.breaker(id) }
        var history: [EventView]?
        if withHistory {
            var query = HistoryQuery()
            query.instance = id
            query.order = "desc"
            query.limit = Self.historyOfOneCount
            history = try await told { try await registry.events(query).events.reversed() }
        }
        emit(.inspected(InspectionReport(id: id, breaker: breaker, history: history)))
    }

    /// Nil when nobody answers: the watch says why.
    private func told<Answer>(_ ask: () async throws -> Answer) async throws -> Answer? {
        do { return try await ask() } catch is ClientError {
            try Task.checkCancellation()
            return nil
        }
    }

    /// Nil when the daemon is too old to know what is asked for.
    func known<Answer>(_ ask: () async throws -> Answer) async throws -> Answer? {
        do { return try await ask() } catch ClientError.problem(let problem)
            where problem.status == 404 || problem.status == 422
        {
            return nil
        }
    }
}
