import HTTPTypes
import Hummingbird
import NIOCore
import RollcallCore
import RollcallRegistry
import RollcallWire

/// How the daemon is, whether it lives, whether it may be asked, and what it can be asked.
struct StatusController: Sendable {
    let api: API

    func add(to group: some RouterMethods<Context>) {
        group.route("status", [.get: status])
        group.route("healthz", [.get: healthz])
        group.route("readyz", [.get: healthz])
        group.route("openapi.json", [.get: openAPI])
    }

    private struct Health: Encodable {
        let status = "ok"
        let revision: Int64
    }

    /// The listener opens only when everything was loaded, so that to answer is to be ready.
    @Sendable func healthz(_ request: Request, _ context: Context) async throws -> Response {
        try .json(Health(revision: api.engine.snapshot.revision.number))
    }

    @Sendable func openAPI(_ request: Request, _ context: Context) async throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: api.daemon.openAPI)))
    }

    @Sendable func status(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let engine = api.engine
        let snapshot = engine.snapshot
        let gauges = try await engine.store.gauges()
        let now = engine.time.wallTime()
        let shared = api.gauges.value(at: engine.time.moment())
        return try .json(
            StatusView(
                version: RollcallVersion.current, epoch: snapshot.epoch, revision: snapshot.revision.number,
                floor: engine.historyFloor.number, started: engine.startedAt.description, time: now.description,
                uptimeMilliseconds: engine.startedAt.duration(to: now).milliseconds, pid: api.daemon.pid,
                instances: CountsView(snapshot.counts), services: snapshot.serviceCount,
                leases: shared.leases, watchers: engine.watcherCount,
                waitingCommands: engine.waitingCount, selfPreservation: snapshot.isSelfPreserving,
                residentBytes: api.daemon.residentBytes(),
                database: StatusView.Database(
                    path: api.daemon.databasePath, bytes: gauges.databaseBytes, walBytes: gauges.walBytes,
                    events: gauges.eventCount, durability: api.daemon.durability, sqlite: api.daemon.sqliteVersion),
                checks: api.health.gauges))
    }
}
