import Hummingbird
import Logging
import RollcallClient
import RollcallCore
import RollcallHTTP
import RollcallRegistry
import RollcallTraffic
import RollcallTestKit
import RollcallWire
import Testing

/// A registry with its HTTP API on loopback, in this process: what a daemon is, but for its disk and its checks.
struct LoopbackDaemon: Sendable {
    let engine: RegistryEngine
    let url: DaemonURL
    let port: Int

    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// - Parameter port: 0 takes any free one.
    static func run<Result: Sendable>(
        _ store: MemoryStore = MemoryStore(), port: Int = 0,
        _ body: @escaping @Sendable (LoopbackDaemon) async throws -> Result
    ) async throws -> Result {
        let engine = try await RegistryEngine(store: store, time: SystemTime(), logger: silent)
        let api = API(
            engine: engine, health: NoChecks(), traffic: TrafficEngine(engine),
            daemon: API.Daemon(
                databasePath: "", durability: "none", sqliteVersion: "", pid: 0, residentBytes: { nil }, hostNames: [],
                openAPI: []), logger: silent)
        async let running: Void = engine.run()
        let answer = try await serving(api.router(), port: port, stop: engine.stop) { port in
            try await body(LoopbackDaemon(engine: engine, url: DaemonURL("127.0.0.1:\(port)"), port: port))
        }
        try await running
        return answer
    }

    /// Runs `body` with a client of this daemon.
    func withRegistry<Result: Sendable>(
        _ body: @Sendable (RemoteRegistry) async throws -> Result
    ) async throws -> Result {
        try await RemoteRegistry.withRegistry(url, body)
    }
}

/// A daemon that makes no checks.
struct NoChecks: HealthReading {
    func states(of ids: [InstanceID]) -> [[String: CheckStateView]] { ids.map { _ in [:] } }
    func results(of id: InstanceID) -> [String: [CheckResultView]] { [:] }
    func histories(of id: InstanceID) -> [String: CheckMarksView] { [:] }
    func report(_ id: InstanceID, check: String, passed: Bool, output: String) async throws(RegistryError) {}
    func refusal(of registration: Registration) -> InvalidField? { nil }
    var gauges: StatusView.Checks {
        StatusView.Checks(scheduled: 0, inFlight: 0, probes: 0, latenessMillisecondsP99: nil)
    }
}

/// Where a registry may be. Whatever is said about one is tested of each.
enum Backend: String, CaseIterable, CustomTestStringConvertible {
    case embedded, remote

    var testDescription: String { rawValue }

    func run(_ body: @escaping @Sendable (any ServiceRegistry) async throws -> Void) async throws {
        try await LoopbackDaemon.run { daemon in
            switch self {
            case .embedded: try await body(daemon.engine)
            case .remote: try await daemon.withRegistry { try await body($0) }
            }
        }
    }
}
