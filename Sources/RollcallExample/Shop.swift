import AsyncHTTPClient
import Hummingbird
import Logging
import NIOHTTP1
import RollcallClient
import RollcallCore
import ServiceLifecycle

/// One instance of one of the two services: an HTTP server that registers itself, and that calls the other service.
struct Shop: Sendable {
    let id: String
    let rollcall: ServiceDiscoveryManager
    private let application: Application<RouterResponder<BasicRequestContext>>

    init(_ service: String, _ number: Int, port: Int, _ registry: RemoteRegistry, _ logger: Logger) throws {
        id = "\(service)-\(number)"
        let registration = try Registration(
            id: InstanceID(id), service: ServiceName(service), address: Address("127.0.0.1"), port: port,
            lease: LeaseTerms(ttl: .seconds(6)))
        rollcall = ServiceDiscoveryManager(registry, providing: registration, logger: logger)
        let router = Router()
        let name = id
        router.get("/") { _, _ in "\(name) at your service" }
        application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)), logger: logger)
    }

    /// Serves until the task is cancelled: no goodbye, as when a process is killed.
    func serve() async throws {
        try await application.run()
    }

    /// Calls the other service once. Nil when nothing but a failure came back.
    func call(_ service: String, _ client: HTTPClient) async -> String? {
        var options = CallOptions()
        options.timeout = .seconds(2)
        do {
            return try await rollcall.withInstance(service, options: options, isFailure: { $0 == nil }) { instance in
                let request = HTTPClientRequest(url: "http://\(instance.hostAndPort)/")
                let response = try await client.execute(request, timeout: .seconds(2))
                return response.status == .ok ? instance.id.text : nil
            }
        } catch { return nil }
    }
}
