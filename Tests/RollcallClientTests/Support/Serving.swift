import Hummingbird
import Logging
import ServiceLifecycle

/// Runs `body` beside a server, whose port it is given, and ends the server in order: one that is cancelled while it
/// accepts a connection traps (swift-nio#2637).
///
/// - Parameter stop: is called when the body is done, before the server waits for its connections.
func serving<Answer: Sendable>(
    _ router: Router<BasicRequestContext>, port: Int = 0, stop: @escaping @Sendable () -> Void = {},
    _ body: @escaping @Sendable (Int) async throws -> Answer
) async throws -> Answer {
    let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let (ports, found) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
        router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
        onServerRunning: { found.yield($0.localAddress?.port ?? 0) }, logger: silent)
    let group = ServiceGroup(services: [application], logger: silent)
    async let server: Void = {
        defer { found.finish() }
        try await group.run()
    }()
    let answer: Result<Answer, any Error>
    do {
        // Without a port the server has failed, and says why below.
        guard let port = await ports.first(where: { _ in true }) else {
            try await server
            throw CancellationError()
        }
        answer = .success(try await body(port))
    } catch { answer = .failure(error) }
    stop()
    await group.triggerGracefulShutdown()
    // The body's own error says more.
    if case .success = answer { try await server } else { try? await server }
    return try answer.get()
}
