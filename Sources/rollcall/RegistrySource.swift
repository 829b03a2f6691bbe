import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallWire

/// What can be read of a registry, wherever it is.
protocol RegistrySource: Sendable {
    func services() async throws -> ServiceListView
    /// All that match, without pages.
    func allInstances(_ query: InstanceQuery) async throws -> InstanceListView
    func instance(_ id: String) async throws -> InstanceAnswer
    func events(_ query: HistoryQuery) async throws -> EventPageView
    func state(at point: String) async throws -> PastView
    /// Nil where only a daemon would know.
    func presentBreaker(_ id: String) async throws -> BreakerView?
}

extension RemoteRegistry: RegistrySource {
    func presentBreaker(_ id: String) async throws -> BreakerView? { try await breaker(id).breaker }
}

/// A daemon, or the database of one that is not running.
struct SourceOptions: ParsableArguments {
    @OptionGroup var connection: ConnectionOptions
    @Option(
        help: ArgumentHelp("Read this database instead, without a daemon and without changing it.", valueName: "path"),
        completion: .file())
    var database: String?

    func withSource<Result>(_ body: (any RegistrySource) async throws -> Result) async throws -> Result {
        guard let database else { return try await connection.withRegistry { try await body($0) } }
        return try await body(DatabaseSource(path: database))
    }
}
