import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallWire
import Synchronization

/// What the dashboard knows after its first second, for printing it once.
struct Snapshot {
    private let begin: DashboardModel
    private let past: PastReader
    private let messages: () async throws -> [Message]

    init(registry: RemoteRegistry, point: PastPoint?) {
        var model = DashboardModel(url: registry.url.text)
        if let point { model.startTravel(at: point) }
        begin = model
        past = PastReader(source: registry)
        messages = { try await Self.messages(registry) }
    }

    init(database path: String, _ source: DatabaseSource, point: PastPoint?) {
        var model = DashboardModel(database: path)
        model.startTravel(at: point ?? .revision(.max))
        begin = model
        past = PastReader(source: source)
        messages = { try await DatabaseFeed.messages(source) + [.tick(.now)] }
    }

    func model() async throws -> DashboardModel {
        var model = begin
        for message in try await messages() {
            for case .ask(let question) in model.update(message, at: .zero) {
                let answer = try await past.answer(question)
                try Self.refuse(answer)
                _ = model.update(.answer(answer), at: .zero)
            }
        }
        return model
    }

    /// On the screen one stops at the ends of the history; who prints asked for this place and no other.
    private static func refuse(_ answer: Answer) throws(Failure) {
        switch answer {
        case .none(_, let reason): throw Failure(reason, .refused)
        case .past(let past, let page, .revision(let revision)) where page.bound == .newest && revision < .max:
            throw Failure(
                RegistryError.futureRevision(asked: Revision(revision), current: Revision(past.revision)))
        case .past(let past, let page, _) where page.bound == .earliest:
            throw Failure(RegistryError.compacted(floor: Revision(past.floor)))
        case .past, .events, .floor, .traffic, .policy, .trial, .failed, .acted, .refused, .exported, .notExported:
            break
        }
    }

    private static func messages(_ registry: RemoteRegistry) async throws -> [Message] {
        let inbox = Mutex<[Message]>([])
        let feed = TopFeed(registry) { message in inbox.withLock { $0.append(message) } }
        _ = try await feed.snapshot()
        var messages = [Message.link(.connected)] + inbox.withLock { $0 }
        // The daemon's time of day comes with its pulse, which every watch begins with.
        for try await case .pulse(let pulse) in registry.watch() {
            messages.append(.pulse(pulse))
            break
        }
        return messages + [.tick(.now)]
    }
}
