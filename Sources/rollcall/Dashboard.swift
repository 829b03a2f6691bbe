import Foundation
import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallTerminal

/// The dashboard over a daemon or a database: the screen on its thread, what feeds it beside it.
struct Dashboard: Sendable {
    let model: DashboardModel
    let source: any RegistrySource
    let options: TopOptions.Resolved
    /// Nil over a database, which tells only the past.
    private let daemon: RemoteRegistry?
    /// Where what happens is written to.
    var recorder: Recorder?
    private let makeFeed: @Sendable (@escaping @Sendable (Message) -> Void) -> any DashboardFeed

    init(registry: RemoteRegistry, options: TopOptions.Resolved, at point: PastPoint? = nil) {
        var model = DashboardModel(url: registry.url.text, options: options.dashboard)
        if let point { model.startTravel(at: point) }
        self.model = model
        self.source = registry
        daemon = registry
        self.options = options
        makeFeed = { emit in TopFeed(registry, emit: emit) }
    }

    init(database path: String, _ source: DatabaseSource, options: TopOptions.Resolved, at point: PastPoint?) {
        var model = DashboardModel(database: path, options: options.dashboard)
        model.startTravel(at: point ?? .revision(.max))
        self.model = model
        self.source = source
        daemon = nil
        self.options = options
        makeFeed = { emit in DatabaseFeed(source: source, emit: emit) }
    }

    init(_ recording: Recording, options: TopOptions.Resolved) {
        model = DashboardModel(replay: Replay(), options: options.dashboard)
        source = NoSource()
        daemon = nil
        self.options = options
        makeFeed = { emit in ReplayFeed(recording, emit: emit) }
    }

    /// Whether there is a screen to show it on.
    static var isPossible: Bool { isAtTerminal && !isDumb }

    /// Somebody sits there and may wonder why there is none.
    static var isMissed: Bool { isAtTerminal && isDumb }

    private static var isAtTerminal: Bool { Console.isTerminal && isatty(STDIN_FILENO) == 1 }
    private static var isDumb: Bool { ["", "dumb"].contains(ProcessInfo.processInfo.environment["TERM"] ?? "") }

    /// Shows it until it is left. Throws a `TerminalError` that has not started when there can be no screen.
    func run() async throws {
        guard let recorder else { return try await runScreen() }
        // A disk that is full ends the recording, and not what is looked at.
        async let failure = recorder.run()
        do {
            try await runScreen()
        } catch {
            recorder.finish()
            throw error
        }
        recorder.finish()
        if let failure = await failure { throw failure }
    }

    private func runScreen() async throws {
        let mailbox = DashboardMailbox()
        let feed = makeFeed { mailbox.put($0) }
        let past = PastReader(source: source)
        let questions = daemon.map { daemon in TopQuestions(daemon) { mailbox.put($0) } }
        // One question at a time; while it lasts, only the newest wishes count.
        let (wishes, wish) = AsyncStream.makeStream(of: Command.self, bufferingPolicy: .bufferingNewest(4))
        // The dashboard itself has one question out of a kind.
        let (travels, ask) = AsyncStream.makeStream(of: Question.self, bufferingPolicy: .bufferingOldest(16))
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await feed.run()
                return false
            }
            group.addTask {
                for await command in wishes { try await feed.answer(command) }
                return false
            }
            group.addTask {
                try await questions?.run()
                return false
            }
            group.addTask {
                for await question in travels { mailbox.put(.answer(try await past.answer(question))) }
                return false
            }
            group.addTask {
                try await show(mailbox) { command in
                    switch command {
                    case .refresh, .inspect, .recount: wish.yield(command)
                    case .ask(let question) where question.isAboutPast: ask.yield(question)
                    case .ask(let question):
                        guard let questions else {
                            mailbox.put(.answer(.failed(question, reason: "a database tells only the past")))
                            break
                        }
                        questions.ask(question)
                    case .export(let name, let contents): mailbox.put(.answer(NewFile.write(contents, as: name)))
                    case .resubscribe: feed.resubscribe()
                    case .retry: feed.retry()
                    case .replay(let replay): feed.replay(replay)
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
                model: model, mailbox: mailbox, options: options.terminal, record: recorder.map { $0.note(_:at:) },
                perform: perform)
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
