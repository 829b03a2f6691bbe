import Foundation
import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallTerminal

/// The dashboard over a daemon: the screen on its thread, the feed beside it.
struct Dashboard: Sendable {
    let registry: RemoteRegistry
    var options = TopOptions.Resolved()

    /// Whether there is a screen to show it on.
    static var isPossible: Bool {
        let terminal = ProcessInfo.processInfo.environment["TERM"] ?? ""
        return Console.isTerminal && isatty(STDIN_FILENO) == 1 && !["", "dumb"].contains(terminal)
    }

    /// Shows it until it is left. Throws a `TerminalError` that has not started when there can be no screen.
    func run() async throws {
        let mailbox = DashboardMailbox()
        let feed = TopFeed(registry) { mailbox.put($0) }
        let questions = TopQuestions(registry) { mailbox.put($0) }
        // One round of refreshes at a time; while it lasts, only the newest wish counts.
        let (refreshes, refresh) = AsyncStream.makeStream(of: [String].self, bufferingPolicy: .bufferingNewest(1))
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await feed.run()
                return false
            }
            group.addTask {
                for await ids in refreshes { try await feed.refresh(ids) }
                return false
            }
            group.addTask {
                try await questions.run()
                return false
            }
            group.addTask {
                try await show(mailbox) { command in
                    switch command {
                    case .refresh(let ids): refresh.yield(ids)
                    case .ask(let question): questions.ask(question)
                    case .export(let name, let contents): mailbox.put(.answer(NewFile.write(contents, as: name)))
                    case .resubscribe: feed.resubscribe()
                    case .quit, .redraw, .suspend, .copy, .mouse, .framesMax: break
                    }
                }
                return true
            }
            defer { group.cancelAll() }
            while let hasEnded = try await group.next(), !hasEnded {}
        }
    }

    private func show(_ mailbox: DashboardMailbox, _ perform: @escaping @Sendable (Command) -> Void) async throws {
        do throws(TerminalError) {
            _ = try await runDashboard(
                model: DashboardModel(url: registry.url.text, options: options.dashboard), mailbox: mailbox,
                options: options.terminal, perform: perform)
        } catch {
            guard error.hasStarted else { throw error }
            throw Failure(error)
        }
    }
}

extension Failure {
    init(_ error: TerminalError) {
        self.init(
            "The screen cannot be used: \(error.reason)", hint: "See the same with `rollcall top --once`.",
            .inputOutput)
    }
}
