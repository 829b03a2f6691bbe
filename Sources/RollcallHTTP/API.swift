package import Hummingbird
package import Logging
package import RollcallCore
package import RollcallRegistry
package import RollcallTraffic
package import RollcallWire

/// The HTTP API under `/api/v1`: one controller a resource, each translating between the wire and the registry.
package struct API: Sendable {
    /// What the API says about the daemon it runs in.
    package struct Daemon: Sendable {
        package var databasePath: String
        package var durability: String
        package var sqliteVersion: String
        package var pid: Int32
        /// The resident memory of the process in bytes, where the system tells.
        package var residentBytes: @Sendable () -> Int64?
        /// Names by which clients may call this daemon besides loopback and IP literals.
        package var hostNames: Set<String>
        /// The OpenAPI document, as JSON.
        package var openAPI: [UInt8]

        package init(
            databasePath: String, durability: String, sqliteVersion: String, pid: Int32,
            residentBytes: @escaping @Sendable () -> Int64?, hostNames: Set<String>, openAPI: [UInt8]
        ) {
            self.databasePath = databasePath
            self.durability = durability
            self.sqliteVersion = sqliteVersion
            self.pid = pid
            self.residentBytes = residentBytes
            self.hostNames = hostNames
            self.openAPI = openAPI
        }
    }

    let engine: RegistryEngine
    let health: any HealthReading
    let traffic: TrafficEngine
    let daemon: Daemon
    let logger: Logger
    let gauges: OncePerSecond<SharedGauges>

    package init(
        engine: RegistryEngine, health: any HealthReading, traffic: TrafficEngine, daemon: Daemon, logger: Logger
    ) {
        self.engine = engine
        self.health = health
        self.traffic = traffic
        self.daemon = daemon
        self.logger = logger
        gauges = OncePerSecond { SharedGauges(engine) }
    }

    package func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: ProblemMiddleware(engine: engine, logger: logger))
        router.add(middleware: HostMiddleware(hostNames: daemon.hostNames))
        StatusController(api: self).add(to: router)
        let group = router.group("api/v1")
        StatusController(api: self).add(to: group)
        InstancesController(api: self).add(to: group)
        HeartbeatsController(api: self).add(to: group)
        ChecksController(api: self).add(to: group)
        ServicesController(api: self).add(to: group)
        TrafficController(api: self).add(to: group)
        BreakersController(api: self).add(to: group)
        HistoryController(api: self).add(to: group)
        WatchController(api: self).add(to: group)
        return router
    }
}

/// What the API needs of the health checks.
package protocol HealthReading: Sendable {
    /// How each check of each of `ids` goes, by the check's name, in the order of `ids`.
    func states(of ids: [InstanceID]) -> [[String: CheckStateView]]
    /// The recent results of each check of `id`, by the check's name, oldest first.
    func results(of id: InstanceID) -> [String: [CheckResultView]]
    /// The same without their causes.
    func histories(of id: InstanceID) -> [String: CheckMarksView]
    func report(_ id: InstanceID, check: String, passed: Bool, output: String) async throws(RegistryError)
    /// Why `registration` must not be checked, or nil.
    func refusal(of registration: Registration) -> InvalidField?
    var gauges: StatusView.Checks { get }
}
