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

    @Flag(help: "Print it once, as text: all of it, or what --screen and --service name.") var once = false
    @Flag(help: "With --once: print one JSON document.") var json = false
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Begin in the past: at a revision, a time of day or date in UTC, or so long ago, as in \(PastPoint.examples).",
            valueName: "point"))
    var at: String?
    @Option(
        help: ArgumentHelp("Write what happens into this file, keys included, to be played again.", valueName: "path"),
        completion: .file())
    var record: String?
    @Option(
        help: ArgumentHelp(
            "Play such a file, without a daemon: Space pauses, . steps, + and - set the speed.", valueName: "path"),
        completion: .file())
    var replay: String?
    @OptionGroup(title: "Screen options") var options: TopOptions
    @OptionGroup var origin: SourceOptions

    func validate() throws {
        if json, !once { throw ValidationError("--json goes with --once only.") }
        if replay != nil, once || at != nil || record != nil || origin.database != nil {
            throw ValidationError("--replay shows what was recorded: leave out --once, --at, --record and --database.")
        }
        if once, record != nil { throw ValidationError("--record needs the screen: leave out --once.") }
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
        if let replay { return try await play(try Recording(path: replay), options) }
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

    private func play(_ recording: Recording, _ options: TopOptions.Resolved) async throws {
        guard Dashboard.isPossible else {
            throw Failure("A recording is played on a screen, and there is none", .usage)
        }
        do {
            try await Dashboard(recording, options: options).run()
        } catch let error as TerminalError { throw Failure(error) }
    }

    private func run(_ dashboard: Dashboard, _ snapshot: Snapshot, _ options: TopOptions.Resolved) async throws {
        guard !once, Dashboard.isPossible else {
            if !once, Dashboard.isMissed {
                Console.complain("No screen: TERM does not name a terminal that could show one. The same as text:")
            }
            return try await printOnce(snapshot, options)
        }
        var dashboard = dashboard
        dashboard.recorder = try record.map { path throws(Failure) in try Recorder(path: path) }
        do {
            try await dashboard.run()
        } catch let error as TerminalError {
            Console.complain("No screen: \(error.reason). The same as text:")
            try await printOnce(snapshot, options)
        }
    }

    private func printOnce(_ snapshot: Snapshot, _ options: TopOptions.Resolved) async throws {
        guard self.options.screen != .balancer else {
            throw Failure(
                "The balancer is shown on a screen only", hint: "`rollcall traffic SERVICE` prints its figures.", .usage
            )
        }
        let model = try await snapshot.model()
        guard !json else { return try Console.print([try JSONText.document(TopView(model))]) }
        // Only what this command asked for: what the environment begins a screen with is not meant for scripts.
        let screen = self.options.screen?.screen ?? .overview
        try Console.print(
            renderPlain(
                model, screen: screen, service: self.options.service, width: Console.width,
                ascii: options.terminal.isASCII))
    }
}
