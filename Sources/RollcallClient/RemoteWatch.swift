import AsyncHTTPClient
import NIOCore
import NIOHTTP1
package import RollcallWire

/// What a watch is about: everything, one service or one instance.
package enum WatchScope: Sendable, Hashable {
    case all
    case service(String)
    case instance(String)
}

/// Where a watch stands: revisions of different epochs must not be compared.
package struct WatchPosition: Sendable, Hashable, LosslessStringConvertible {
    package let epoch: String
    package let revision: Int64

    package init(epoch: String, revision: Int64) {
        self.epoch = epoch
        self.revision = revision
    }

    /// Reads the id of an event, `EPOCH:REVISION`.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"), let revision = Int64(text[text.index(after: colon)...]) else {
            return nil
        }
        self.init(epoch: String(text[..<colon]), revision: revision)
    }

    package var description: String { "\(epoch):\(revision)" }
}

/// What a watch tells.
package enum WatchItem: Sendable, Equatable {
    case change(EventView, WatchPosition)
    case pulse(PulseView)
}

/// One watch over one connection. Pulled by its reader, so that a slow one holds back the network and fills no buffer;
/// the daemon cuts it off with a reason when it holds back for too long. Ends by throwing, never by itself.
package struct RemoteWatch: AsyncSequence, Sendable {
    package typealias Element = WatchItem

    let registry: RemoteRegistry
    let scope: WatchScope
    let after: WatchPosition?

    package func makeAsyncIterator() -> Iterator { Iterator(watch: self) }

    package struct Iterator: AsyncIteratorProtocol {
        let registry: RemoteRegistry
        /// Nil when the connection is open already.
        private let watch: RemoteWatch?
        private var body: HTTPClientResponse.Body.AsyncIterator?
        private var parser = ServerSentEventParser()
        /// Parsed and not yet asked for: at most what one read brought.
        private var waiting: ArraySlice<ServerSentEventParser.Event> = []

        init(watch: RemoteWatch) {
            self.watch = watch
            registry = watch.registry
        }

        /// Reads a stream that is open.
        init(_ registry: RemoteRegistry, _ body: HTTPClientResponse.Body) {
            watch = nil
            self.registry = registry
            self.body = body.makeAsyncIterator()
        }

        package mutating func next() async throws -> WatchItem? {
            if body == nil, let watch { body = try await registry.open(watch).makeAsyncIterator() }
            while true {
                while let event = waiting.popFirst() {
                    if let item = try registry.item(event) { return item }
                }
                waiting = try await read()[...]
            }
        }

        private mutating func read() async throws -> [ServerSentEventParser.Event] {
            let url = registry.url.text
            do {
                guard let bytes = try await body?.next() else {
                    throw ClientError.unreachable(url: url, reason: "the connection was closed")
                }
                return try parser.feed(bytes.readableBytesView)
            } catch is ServerSentEventParser.TooLarge {
                throw ClientError.notRollcall(url: url, reason: "its event stream has an event without end")
            } catch {
                throw try registry.failure(error, RemoteRegistry.silenceMax)
            }
        }
    }
}

extension RemoteRegistry {
    /// Changes after `position`, or from now on, as they happen.
    package func watch(_ scope: WatchScope = .all, after position: WatchPosition? = nil) -> RemoteWatch {
        RemoteWatch(registry: self, scope: scope, after: position)
    }

    func open(_ watch: RemoteWatch) async throws -> HTTPClientResponse.Body {
        var target = RequestTarget("watch")
        switch watch.scope {
        case .all: break
        case .service(let name): target = target.with("service", name)
        case .instance(let id): target = target.with("instance", id)
        }
        var request = request(target.with("after", watch.after.flatMap { $0.epoch.isEmpty ? $0.revision : nil }))
        request.headers.replaceOrAdd(name: "accept", value: "text/event-stream")
        if let after = watch.after, !after.epoch.isEmpty {
            request.headers.add(name: "last-event-id", value: after.description)
        }
        do {
            var response = try await streams.execute(request, deadline: .distantFuture)
            if response.status == .unauthorized, renewToken(of: &request) {
                response = try await streams.execute(request, deadline: .distantFuture)
            }
            guard response.status == .ok else {
                throw refusal(response.status, try await response.body.collect(upTo: Self.problemBytesMax))
            }
            return response.body
        } catch {
            throw try failure(error, Self.silenceMax)
        }
    }

    /// Nil for what a newer daemon may send beside changes and pulses.
    fileprivate func item(_ event: ServerSentEventParser.Event) throws -> WatchItem? {
        let bytes = ByteBuffer(string: event.data)
        switch event.name {
        case "change":
            guard let position = WatchPosition(event.id) else {
                throw ClientError.notRollcall(url: url.text, reason: "a change has no position")
            }
            return .change(try decoded(EventView.self, bytes), position)
        case "pulse": return .pulse(try decoded(PulseView.self, bytes))
        case "end": throw ClientError.problem(try decoded(ProblemView.self, bytes))
        default: return nil
        }
    }

    private static let problemBytesMax = 64 << 10
}
