import RollcallClient
import RollcallCore
import RollcallWire

/// What the dashboard lives on: the registry as it is, then each change, for as long as the program runs, with or
/// without a daemon.
struct TopFeed: Sendable {
    enum Item: Sendable {
        case connecting(url: String)
        /// Everything as of `list.revision`; `history` are the newest events up to it, oldest first.
        case snapshot(list: InstanceListView, services: ServiceListView, history: [EventView])
        case change(EventView)
        case pulse(PulseView)
        case connected
        case lost(ClientError, retry: Duration)
        /// The live state of instances, as it is now; nil for one that is gone.
        case refreshed(InstanceView)
    }

    let registry: RemoteRegistry
    let emit: @Sendable (Item) -> Void

    private static let historyCount = 200
    private static let refreshesInFlightMax = 8

    /// Runs until it is cancelled.
    func run() async throws {
        var backoff = Backoff()
        var generator = SystemRandomNumberGenerator()
        emit(.connecting(url: registry.url.text))
        while true {
            do {
                let list = try await snapshot()
                backoff.reset()
                try await follow(WatchPosition(epoch: list.epoch, revision: list.revision))
            } catch let error as ClientError {
                let pause = backoff.next(using: &generator)
                emit(.lost(error, retry: pause))
                try await Task.sleep(for: pause)
            }
        }
    }

    /// Reads the lists first and the history after: what happens in between is in the history and comes again with the
    /// watch, and the model, which goes by revisions, takes it once.
    private func snapshot() async throws -> InstanceListView {
        let list = try await registry.allInstances()
        let services = try await registry.services()
        let history = try await HistoryReader(source: registry).read(HistoryQuery(), newest: Self.historyCount)
        emit(.snapshot(list: list, services: services, history: history.events.filter { $0.revision <= list.revision }))
        return list
    }

    /// Returns when the position no longer leads to the present.
    private func follow(_ position: WatchPosition) async throws {
        for try await item in registry.follow(.all, after: position) {
            switch item {
            case .change(let event): emit(.change(event))
            case .pulse(let pulse): emit(.pulse(pulse))
            case .connected: emit(.connected)
            case .lost(let error, let retry): emit(.lost(error, retry: retry))
            case .stale: return
            }
        }
    }

    /// Asks how the instances that can be seen are: lease and checks move without an event.
    func refresh(_ ids: [String]) async throws {
        try await withThrowingTaskGroup(of: InstanceView?.self) { group in
            var waiting = ids[...]
            for id in waiting.prefix(Self.refreshesInFlightMax) { group.addTask { try await live(id) } }
            waiting = waiting.dropFirst(Self.refreshesInFlightMax)
            while let instance = try await group.next() {
                if let instance { emit(.refreshed(instance)) }
                if let id = waiting.popFirst() { group.addTask { try await live(id) } }
            }
        }
    }

    /// Nil when it is gone or nobody answers: the watch says which.
    private func live(_ id: String) async throws -> InstanceView? {
        do { return try await registry.instance(id).instance } catch is ClientError {
            try Task.checkCancellation()
            return nil
        }
    }
}
