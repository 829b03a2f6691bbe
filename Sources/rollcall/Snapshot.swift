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
        messages = { try await DatabaseFeed.messages(source) }
    }

    func model() async throws -> DashboardModel {
        var model = begin
        for message in try await messages() {
            for case .ask(let question) in model.update(message, at: .zero) {
                let answer = try await past.answer(question)
                if case .none(_, let reason) = answer { throw Failure(reason, .refused) }
                _ = model.update(.answer(answer), at: .zero)
            }
        }
        return model
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
