import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import RollcallClient
import RollcallWire

/// Somebody calls the demo's services all the time, so that balancers and breakers have something to do.
struct DemoCallers {
    let registry: RemoteRegistry

    private static let pause = Duration.milliseconds(500)
    private static let patience = TimeAmount.milliseconds(800)

    func run() async throws {
        let client = Self.client()
        do { try await call(client) } catch {
            // Nothing is under way any more that could be lost.
            try? await client.shutdown()
            throw error
        }
        try await client.shutdown()
    }

    private func call(_ client: HTTPClient) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for service in Set(DemoScript.all.map(\.service)) {
                group.addTask {
                    while true {
                        try await Task.sleep(for: Self.pause)
                        do { try await callOnce(service, client) } catch is ClientError {
                            // Nobody to pick, or the daemon is away: the next call may find somebody.
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    private func callOnce(_ service: String, _ client: HTTPClient) async throws {
        let instance = try await registry.pick(service).instance
        let began = ContinuousClock.now
        let request = HTTPClientRequest(url: "http://\(instance.address):\(instance.port)/health")
        var result = "success"
        do {
            let response = try await client.execute(request, timeout: Self.patience)
            _ = try await response.body.collect(upTo: 1 << 16)
            if response.status.code >= 500 { result = "error" }
        } catch let error as HTTPClientError where [.deadlineExceeded, .readTimeout].contains(error) {
            result = "timeout"
        } catch {
            try Task.checkCancellation()
            result = "connect_failed"
        }
        let took = began.duration(to: .now)
        let milliseconds = Double(took.components.seconds) * 1e3 + Double(took.components.attoseconds) / 1e15
        _ = try await registry.report([
            OutcomesBody.Item(instance: instance.id, result: result, latencyMilliseconds: milliseconds)
        ])
    }

    private static func client() -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }
}
