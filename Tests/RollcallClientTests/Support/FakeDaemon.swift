import Foundation
import HTTPTypes
import Hummingbird
import RollcallWire

@testable import RollcallClient

/// A real HTTP server on loopback that answers every GET as it is told to.
struct FakeDaemon {
    let answer: @Sendable (Request) throws -> Response

    init(_ answer: @escaping @Sendable (Request) throws -> Response) {
        self.answer = answer
    }

    func run<Result: Sendable>(
        _ body: @escaping @Sendable (RemoteRegistry) async throws -> Result
    ) async throws -> Result {
        let answer = answer
        let router = Router()
        router.get("/**") { request, _ in try answer(request) }
        return try await serving(router) { port in
            try await RemoteRegistry.withRegistry(DaemonURL("127.0.0.1:\(port)"), body)
        }
    }

    /// What a follower hears until it ends, or has heard enough changes.
    @discardableResult
    func follow(until isEnough: @escaping @Sendable (Int) -> Bool) async throws -> [FollowItem] {
        try await run { registry in
            var items: [FollowItem] = []
            var changeCount = 0
            for try await item in registry.follow() {
                items.append(item)
                if case .change = item { changeCount += 1 }
                if isEnough(changeCount) { break }
            }
            return items
        }
    }
}

extension HTTPField.Name {
    static let lastEventID: HTTPField.Name = {
        // A constant of letters and hyphens is always a field name.
        guard let name = HTTPField.Name("Last-Event-ID") else { preconditionFailure("a valid field name") }
        return name
    }()
}

extension ByteBuffer {
    init(json value: some Encodable) throws {
        self.init(bytes: try JSONEncoder().encode(value))
    }
}
