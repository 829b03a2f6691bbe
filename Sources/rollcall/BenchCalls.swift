import ArgumentParser
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import RollcallClient
import RollcallCore
import RollcallDaemon
import RollcallDashboard

struct BenchCalls: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls",
        abstract: "Call a service over HTTP at a steady rate, as a Swift client does, and print what callers saw.",
        discussion: """
            Picks, breakers, time-outs and failover are the client library's; the daemon may come and go meanwhile. A \
            line a second, then the sum. Exits with 1 when every call failed, and with 4 when there is no such service.
            """)

    @Argument(help: "The service.") var service: String
    @Option(help: "What to GET.") var path = "/"
    @Option(help: "For how many seconds.") var seconds = 10
    @Option(help: "Calls a second, from all callers together.") var rate = 200
    @Option(help: "Callers at once.") var callers = 64
    @Option(help: "How long one call may take with all its tries, in milliseconds.") var timeout = 2_000
    @Option(help: "How long one try may take, in milliseconds.") var tryTimeout = 500
    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        guard path.hasPrefix("/") else { throw ValidationError("--path must begin with /, as in /health.") }
        do { _ = try ServiceName(service) } catch { throw ValidationError("The service's name \(error.problem).") }
        guard seconds > 0, rate > 0, callers > 0, timeout > 0, tryTimeout > 0 else {
            throw ValidationError("--seconds, --rate, --callers, --timeout and --try-timeout must be above 0.")
        }
    }

    func run() async throws {
        let tally = CallTally(seconds: seconds)
        let client = Self.client()
        do { try await call(client, tally) } catch {
            try? await client.shutdown()
            throw error
        }
        try await client.shutdown()
        try Console.print(tally.summary)
        if let failure = tally.failure { throw failure }
    }

    private func call(_ client: HTTPClient, _ tally: CallTally) async throws {
        try await connection.withRegistry { registry in
            // Only to be told at once of a service that is not there.
            _ = try await registry.traffic(service)
            let caller = ServiceCaller(registry)
            let start = ContinuousClock.now
            try Console.print([CallTally.header])
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<callers { group.addTask { await call(caller, client, number, start, tally) } }
                group.addTask {
                    for second in 0..<seconds {
                        try? await Task.sleep(until: start + .seconds(second + 1), clock: .continuous)
                        try? Console.print([tally.line(second)])
                    }
                }
            }
            await caller.close()
        }
    }

    /// Every caller has its own turns in time: a call that takes long delays only its own caller's next one.
    private func call(
        _ caller: ServiceCaller, _ client: HTTPClient, _ number: Int, _ start: ContinuousClock.Instant,
        _ tally: CallTally
    ) async {
        var options = CallOptions()
        options.timeout = .milliseconds(timeout)
        options.tryTimeout = .milliseconds(tryTimeout)
        var turn = number
        while true {
            let due = start + .seconds(1) * turn / rate
            guard due < start + .seconds(seconds) else { return }
            try? await Task.sleep(until: due, clock: .continuous)
            let began = ContinuousClock.now
            var words: String?
            do {
                let status = try await caller.withInstance(service, options: options, isFailure: { $0 >= 500 }) {
                    try await get($0, client)
                }
                if status >= 500 { words = "answered \(status)" }
            } catch let error as CallError { words = error.problem } catch let error as RegistryError {
                words = error.problem
            } catch { words = SystemError.words(error) }
            let second = Int(start.duration(to: began).components.seconds)
            tally.record(second, took: began.duration(to: .now), failure: words)
            turn += callers
        }
    }

    /// A refused connection is an answer: to try again is the caller's affair, who has other instances.
    private static func client() -> HTTPClient {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    private func get(_ instance: ServiceInstance, _ client: HTTPClient) async throws -> Int {
        let request = HTTPClientRequest(url: "http://\(instance.hostAndPort)\(path)")
        let response = try await client.execute(request, timeout: .milliseconds(Int64(tryTimeout)))
        _ = try await response.body.collect(upTo: 1 << 20)
        return Int(response.status.code)
    }
}
