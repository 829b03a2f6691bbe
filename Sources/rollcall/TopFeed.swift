import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallWire
import Synchronization

/// What the dashboard lives on: the registry as it is, then each change, for as long as the program runs, with or
/// without a daemon.
final class TopFeed: Sendable {
    let registry: RemoteRegistry
    let emit: @Sendable (Message) -> Void
    /// The dashboard found that what it was told does not fit together.
    private let mustResubscribe = Atomic(false)
    private let bell = RetryBell()

    private static let historyCount = 200
    private static let refreshesInFlightMax = 8

    init(_ registry: RemoteRegistry, emit: @escaping @Sendable (Message) -> Void) {
        self.registry = registry
        self.emit = emit
    }

    /// Runs until it is cancelled.
    func run() async throws {
        var backoff = Backoff()
        var generator = SystemRandomNumberGenerator()
        emit(.link(.connecting(url: registry.url.text)))
        while true {
            do {
                let position = try await snapshot()
                backoff.reset()
                try await follow(position)
            } catch let error as ClientError {
                if error.isMisfit {
                    emit(.link(.incompatible(reason: error.misfit(registry.url.text))))
                    try await bell.wait(for: Self.misfitPause)
                    continue
                }
                if error.isUnauthorized {
                    emit(.link(.unauthorized(reason: error.reason)))
                    try await bell.wait(for: Self.refusedPause)
                    continue
                }
                let pause = backoff.next(using: &generator)
                emit(.link(.lost(reason: error.reason, retryIn: pause)))
                try await bell.wait(for: pause)
            }
        }
    }

    /// Another daemon may take the place of one that is not understood.
    private static let misfitPause = Duration.seconds(60)
    /// Each attempt reads the token file again.
    private static let refusedPause = Duration.seconds(60)

    func retry() { bell.ring() }

    /// Gives the dashboard a new snapshot with the next sign of life.
    func resubscribe() {
        mustResubscribe.store(true, ordering: .relaxed)
    }

    /// The registry as it is, for the dashboard and as the place to follow it from.
    func snapshot() async throws -> WatchPosition {
        mustResubscribe.store(false, ordering: .relaxed)
        async let listed = registry.services()
        let list = try await registry.allInstances()
        let services = try await listed
        // Read last: what happened meanwhile belongs to the watch and is left out here.
        let history = try await HistoryReader(source: registry).read(HistoryQuery(), newest: Self.historyCount)
        let events = history.events.filter { $0.revision <= list.revision }
        emit(.answer(.floor(history.floor)))
        // Shown without waiting for what is told besides.
        emit(.snapshot(list, services: services.services, events: events))
        if let breakers = try await known({ try await registry.breakers(states: ["open", "half_open"]) }) {
            emit(.breakers(breakers))
        }
        if let minutes = try await known({ try await registry.minutes() }) { emit(.minutes(minutes)) }
        return WatchPosition(epoch: list.epoch, revision: list.revision)
    }

    /// Returns when the position no longer leads to the present.
    private func follow(_ position: WatchPosition) async throws {
        for try await item in registry.follow(.all, after: position) {
            switch item {
            case .change(let event): emit(.events([event]))
            case .pulse(let pulse): emit(.pulse(pulse))
            case .connected: emit(.link(.connected))
            case .lost(let error, _) where error.isUnauthorized: throw error
            case .lost(let error, let retry): emit(.link(.lost(reason: error.reason, retryIn: retry)))
            case .stale: return
            }
            if mustResubscribe.load(ordering: .relaxed) { return }
        }
    }

    /// Asks how the instances that can be seen are: lease and checks move without an event.
    func refresh(_ ids: [String]) async throws {
        let views = try await withThrowingTaskGroup(of: InstanceView?.self) { group in
            var waiting = ids[...]
            for id in waiting.prefix(Self.refreshesInFlightMax) { group.addTask { try await self.live(id) } }
            waiting = waiting.dropFirst(Self.refreshesInFlightMax)
            var views: [InstanceView] = []
            while let view = try await group.next() {
                if let view { views.append(view) }
                if let id = waiting.popFirst() { group.addTask { try await self.live(id) } }
            }
            return views
        }
        emit(.refreshed(views))
    }

    /// Nil when it is gone or nobody answers: the watch says which.
    private func live(_ id: String) async throws -> InstanceView? {
        do { return try await registry.instance(id).instance } catch is ClientError {
            try Task.checkCancellation()
            return nil
        }
    }
}

extension ClientError {
    /// What answers knows nothing of what every daemon of this API can be asked.
    fileprivate var isMisfit: Bool {
        if case .problem(let problem) = self { [404, 405, 501].contains(problem.status) } else { false }
    }

    fileprivate var isUnauthorized: Bool { if case .unauthorized = self { true } else { false } }

    fileprivate func misfit(_ url: String) -> String {
        "\(url) does not speak version 1 of the API, which is all that rollcall \(RollcallVersion.current) understands"
    }

    /// In few words, for a status line that names the daemon already.
    fileprivate var reason: String {
        switch self {
        case .unreachable(_, let reason): reason
        case .timedOut(_, let after): "no answer within \(DurationText.format(after))"
        case .notRollcall(_, let reason): "not a Rollcall daemon: \(reason)"
        case .unauthorized(_, let hasToken): hasToken ? "the token is refused" : "a token is asked for"
        case .problem, .invalidURL, .unusableToken: message
        }
    }
}
