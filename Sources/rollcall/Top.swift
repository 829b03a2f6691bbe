import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallTerminal
import RollcallWire

struct Top: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Watch services, instances and events live.",
        discussion: """
            Starts without a daemon and stays when it goes away. Keys are shown on the screen, `?` explains them, `q` \
            leaves. Without a terminal it prints the same once, as text. With --at it begins in the past; with \
            --database it needs no daemon and changes nothing.

            \(Failure.help)
            """)

    @Flag(help: "Print it once, as text.") var once = false
    @Flag(help: "With --once: print one JSON document.") var json = false
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Begin in the past: at a revision, a time of day or date in UTC, or so long ago, as in \(PastPoint.examples).",
            valueName: "point"))
    var at: String?
    @OptionGroup(title: "Screen options") var options: TopOptions
    @OptionGroup var origin: SourceOptions

    func validate() throws {
        if json, !once { throw ValidationError("--json goes with --once only.") }
        _ = try point()
    }

    private func point() throws -> PastPoint? {
        do throws(UnreadablePoint) {
            return try at.map { text throws(UnreadablePoint) in try PastPoint.parse(text, now: .now) }
        } catch {
            throw ValidationError("\(error.problem). \(error.hint)")
        }
    }

    func run() async throws {
        let point = try point()
        let options = try await self.options.resolved()
        guard let path = origin.database else {
            return try await origin.connection.withRegistry { registry in
                let dashboard = Dashboard(registry: registry, options: options, at: point)
                try await run(dashboard, Snapshot(registry: registry, point: point), options)
            }
        }
        let source = try await DatabaseSource(path: path)
        let dashboard = Dashboard(database: path, source, options: options, at: point)
        try await run(dashboard, Snapshot(database: path, source, point: point), options)
    }

    private func run(_ dashboard: Dashboard, _ snapshot: Snapshot, _ options: TopOptions.Resolved) async throws {
        guard !once, Dashboard.isPossible else { return try await printOnce(snapshot, options) }
        do {
            try await dashboard.run()
        } catch let error as TerminalError {
            Console.complain("No screen: \(error.reason). The same as text:")
            try await printOnce(snapshot, options)
        }
    }

    private func printOnce(_ snapshot: Snapshot, _ options: TopOptions.Resolved) async throws {
        let model = try await snapshot.model()
        guard !json else { return try Console.print([try JSONText.document(TopView(model))]) }
        try Console.print(renderPlain(model, width: Console.width, ascii: options.terminal.isASCII))
    }
}
