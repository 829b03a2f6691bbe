import ArgumentParser
import Foundation
import RollcallClient
import RollcallCore
import RollcallTerminal
import RollcallWire

struct Demo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A daemon and a dozen services that live an eventful life.",
        discussion: """
            Everything is real: a daemon of its own on a temporary database, HTTP services on loopback that register \
            and renew, and checks that find them slow, failing or gone. Quitting ends all of it.

            \(Failure.help)
            """)

    @Option(
        help: ArgumentHelp("Where the daemon listens; a free port by default.", valueName: "host:port"))
    var listen: String?
    @Option(help: "Keep the registry in this database instead of a temporary one.", completion: .file())
    var database: String?
    @Flag(help: "No dashboard: print a summary at the end.") var headless = false
    @Option(help: "End after so many seconds.") var seconds: Int?
    @Option(help: "What chance there is in the services' lives follows from this number.") var seed: UInt64 = 1

    @OptionGroup(title: "Screen options") var screen: TopOptions

    /// In this time every row of δ comes up.
    static let wholeLife = 120

    func validate() throws {
        if let seconds, seconds < 1 { throw ValidationError("--seconds must be at least 1.") }
    }

    func run() async throws {
        let daemon = try DemoDaemon(listen: listen, database: database)
        try await RemoteRegistry.withRegistry(daemon.url) { registry in
            do {
                try await daemon.start(registry)
                try await live(registry, daemon)
            } catch {
                await daemon.stop()
                throw error
            }
            await daemon.stop()
        }
    }

    private func live(_ registry: RemoteRegistry, _ daemon: DemoDaemon) async throws {
        // The dashboard would cover it at once and leave it behind when both are gone.
        if !Dashboard.isPossible || headless {
            Console.complain("The demo's daemon: \(daemon.url), database \(daemon.databasePath)")
        }
        let status = try await registry.status()
        let begin = WatchPosition(epoch: status.epoch, revision: status.revision)
        let tally = DemoTally()
        if !headless, Dashboard.isPossible {
            // The screen has signals and keys to itself.
            try await together(registry, tally, begin) { try await show(registry) }
        } else {
            try await Interruption.run {
                try await together(registry, tally, begin) {
                    guard !headless else { return try await Task.sleep(for: Self.forever) }
                    try await EventTail(registry: registry, format: .table).run(.all, after: begin)
                }
            }
        }
        if let fate = daemon.fate { Console.complain(fate) }
        if headless { try await report(tally) }
    }

    private func show(_ registry: RemoteRegistry) async throws {
        do {
            try await Dashboard(registry: registry, options: try await screen.resolved()).run()
        } catch let error as TerminalError {
            throw Failure(error)
        }
    }

    private static let forever = Duration.seconds(100 * 365 * 86_400)

    /// Runs everything until the first part ends: the clock, the dashboard, or something that went wrong.
    private func together(
        _ registry: RemoteRegistry, _ tally: DemoTally, _ begin: WatchPosition,
        _ front: @escaping @Sendable () async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await DemoTown(registry: registry, seed: seed).run() }
            group.addTask { try await DemoCallers(registry: registry).run() }
            group.addTask { try await tally.run(registry, after: begin) }
            group.addTask { try await front() }
            if let seconds { group.addTask { try await Task.sleep(for: .seconds(seconds)) } }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func report(_ tally: DemoTally) async throws {
        try Console.print(await tally.lines(Console.width, .standard))
        let missing = await tally.missing
        guard (seconds ?? 0) >= Self.wholeLife, !missing.isEmpty else { return }
        throw Failure("\(missing.count) rows of δ were not seen", .refused)
    }
}
