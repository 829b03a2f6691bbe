import Assets
import Foundation
import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore
import RollcallCore
import RollcallHTTP
import RollcallHealth
import RollcallRegistry
import RollcallStore
import RollcallTraffic
import ServiceLifecycle
import UnixSignals

/// The one place where the parts are put together.
package struct Daemon: Sendable {
    private let settings: Settings
    private let logger: Logger

    /// Requests that are under way get this long when the daemon is told to stop.
    private static let shutdownMax = Duration.seconds(4)

    package init(_ settings: Settings, logger: Logger) {
        self.settings = settings
        self.logger = logger
    }

    /// Runs until SIGTERM or SIGINT, then stops in order: no new requests, what was taken is committed, the file is closed.
    ///
    /// - Parameter onListening: Called with the address once requests are answered.
    /// - Throws: `StoreError` when the database cannot be opened, or when a commit failed and the outcome is unknown;
    ///   whatever the listener throws when it cannot listen.
    package func run(onListening: @escaping @Sendable (ListenAddress) async -> Void) async throws {
        let store = try await SQLiteStore.open(path: settings.databasePath)
        let engine = try await RegistryEngine(store: store, time: SystemTime(), limits: limits, logger: logger)
        let policy = DialPolicy(allowsLoopback: settings.checksMayDialLoopback, listeners: ownListeners)
        let prober = NetworkProber(policy)
        var health = HealthLimits()
        health.inFlightMax = settings.checksInFlightMax
        health.perTargetMax = settings.checksPerTargetMax
        let scheduler = HealthScheduler(engine, prober: prober, limits: health, logger: logger)
        let traffic = TrafficEngine(engine, keyCountMax: settings.pickKeyCountMax)
        let api = API(
            engine: engine, health: SchedulerReading(scheduler: scheduler, policy: policy), traffic: traffic,
            daemon: API.Daemon(
                databasePath: settings.databasePath, durability: "full", sqliteVersion: SQLiteStore.libraryVersion,
                pid: ProcessInfo.processInfo.processIdentifier, residentBytes: ResidentMemory.bytes,
                hostNames: settings.hostNames, openAPI: Assets.openAPI),
            logger: logger)

        // Dependencies first: they are stopped in reverse, so that the listener goes first and the writer last.
        let services: [any Service] = [
            WriterService(engine: engine),
            UntilShutdown { try await engine.maintain() },
            UntilShutdown {
                // What was counted last is written before the writer stops.
                defer { traffic.keep() }
                try await traffic.run()
            },
            UntilShutdown { [logger] in try await LeaseSweeper(engine, logger: logger).run() },
            UntilShutdown {
                do { try await scheduler.run() } catch {
                    try await prober.shutdown()
                    throw error
                }
                try await prober.shutdown()
            },
            listener(api, onListening),
        ]
        var configuration = ServiceGroupConfiguration(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: quiet)
        configuration.maximumGracefulShutdownDuration = Self.shutdownMax
        try await ServiceGroup(configuration: configuration).run()
    }

    /// The parts' own comings and goings are of interest when looking for a fault only.
    private var quiet: Logger {
        var quiet = logger
        if quiet.logLevel > .debug { quiet.logLevel = max(quiet.logLevel, .warning) }
        return quiet
    }

    private var limits: RegistryLimits {
        var limits = RegistryLimits()
        limits.instanceCountMax = settings.instanceCountMax
        limits.retention = settings.retention
        limits.selfPreservation = SelfPreservation.Settings(
            window: settings.selfPreservation.window, share: settings.selfPreservation.share,
            expiryCountMin: settings.selfPreservation.expiryCountMin, hold: settings.selfPreservation.hold)
        return limits
    }

    private var ownListeners: [DialPolicy.Listener] {
        let host = settings.listen.host == "localhost" ? "127.0.0.1" : settings.listen.host
        guard let port = UInt16(exactly: settings.listen.port), port > 0, let address = IPAddress(host) else {
            return []
        }
        return [DialPolicy.Listener(address, port: port)]
    }

    private func listener(
        _ api: API, _ onListening: @escaping @Sendable (ListenAddress) async -> Void
    ) -> some Service {
        let host = settings.listen.host
        var http = HTTP1Channel.Configuration(idleTimeout: .seconds(75))
        http.httpDecoder = .init(maxHeaderFieldSize: 8 * 1_024, maxHeaderListSize: 16 * 1_024, maxHeaderFieldCount: 64)
        return Application(
            router: api.router(), server: .http1(configuration: http),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: settings.listen.port), serverName: "rollcall", backlog: 1_024,
                availableConnectionsDelegate: MaximumAvailableConnections(16_384)),
            onServerRunning: { channel in
                await onListening(ListenAddress(host: host, port: channel.localAddress?.port ?? 0))
            },
            logger: quiet)
    }
}

/// The registry's writer as a service: told to stop, or cancelled because another part failed, it drains its queue first.
private struct WriterService: Service {
    let engine: RegistryEngine

    func run() async throws {
        try await withTaskCancellationHandler {
            try await withGracefulShutdownHandler {
                try await engine.run()
            } onGracefulShutdown: {
                engine.stop()
            }
        } onCancel: {
            engine.stop()
        }
    }
}

/// A part that has nothing to finish when the daemon stops.
private struct UntilShutdown: Service {
    let body: @Sendable () async throws -> Void

    init(_ body: @escaping @Sendable () async throws -> Void) {
        self.body = body
    }

    func run() async throws {
        do { try await cancelWhenGracefulShutdown { try await body() } } catch is CancellationError {}
    }
}
