import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallTerminal
import RollcallWire
import Synchronization

struct Top: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watch services, instances and events live.",
        discussion: """
            Starts without a daemon and stays when it goes away. Keys are shown on the screen, `?` explains them, `q` \
            leaves. Without a terminal it prints the same once, as text.

            \(Failure.help)
            """)

    @Flag(help: "Print it once, as text.") var once = false
    @OptionGroup var options: TopOptions
    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let options = try await self.options.resolved()
        try await connection.withRegistry { registry in
            guard once || !Dashboard.isPossible else {
                return try await Dashboard(registry: registry, options: options).run()
            }
            try Console.print(try await Self.plain(registry, Console.width, isASCII: options.terminal.isASCII))
        }
    }

    /// What the dashboard knows after its first second, as lines.
    static func plain(_ registry: RemoteRegistry, _ width: Int?, isASCII: Bool) async throws -> [String] {
        let inbox = Mutex<[Message]>([])
        let feed = TopFeed(registry) { message in inbox.withLock { $0.append(message) } }
        _ = try await feed.snapshot()
        var messages = [Message.link(.connected)] + inbox.withLock { $0 }
        // The daemon's time of day comes with its pulse, which every watch begins with.
        for try await case .pulse(let pulse) in registry.watch() {
            messages.append(.pulse(pulse))
            break
        }
        messages.append(.tick(.now))
        var model = DashboardModel(url: registry.url.text)
        for message in messages { _ = model.update(message, at: .zero) }
        return renderPlain(model, width: width, ascii: isASCII)
    }
}
