import RollcallClient
import RollcallDashboard
import RollcallWire

/// What the dashboard lives on when there is no daemon: the registry as a database has it, once.
struct DatabaseFeed: DashboardFeed {
    let source: DatabaseSource
    let emit: @Sendable (Message) -> Void

    func run() async throws {
        for message in try await Self.messages(source) { emit(message) }
        // The file is read as it is; what a daemon adds to it meanwhile is not waited for.
        while true { try await Task.sleep(for: .seconds(3_600)) }
    }

    static func messages(_ source: DatabaseSource) async throws -> [Message] {
        let list = try await source.allInstances(InstanceQuery())
        let history = try await HistoryReader(source: source).read(HistoryQuery(), newest: PastReader.pageCount)
        let events = history.events.filter { $0.revision <= list.revision }
        return [.answer(.floor(history.floor)), .snapshot(list, services: [], events: events)]
    }

    func resubscribe() {}
    func retry() {}
    func replay(_ replay: Replay) {}
    func answer(_ command: Command) async throws {}
}

/// Where the dashboard's messages come from.
protocol DashboardFeed: Sendable {
    /// Runs until it is cancelled.
    func run() async throws
    /// Gives the dashboard a new snapshot with the next sign of life.
    func resubscribe()
    /// Waits no longer for a connection.
    func retry()
    /// Plays a recording so from here on.
    func replay(_ replay: Replay)
    /// Finds out what moves without an event.
    func answer(_ command: Command) async throws
}

extension TopFeed: DashboardFeed {
    func replay(_ replay: Replay) {}
}
