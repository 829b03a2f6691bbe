import Hummingbird
import RollcallCore
import RollcallWire
import Testing

@testable import RollcallClient

@Suite("Following a daemon", .timeLimit(.minutes(5)))
struct FollowTests {
    private static func pulse(_ epoch: String, _ revision: Int64) -> String {
        let counts = "{\"up\":0,\"down\":0,\"starting\":0,\"out_of_service\":0,\"total\":0}"
        return
            "event: pulse\ndata: {\"epoch\":\"\(epoch)\",\"revision\":\(revision),\"time\":\"t\",\"instances\":\(counts),"
            + "\"services\":0,\"leases\":{\"held\":0,\"expired\":0},\"self_preservation\":false}\n\n"
    }

    private static func change(_ epoch: String, _ revision: Int64) -> String {
        "id: \(epoch):\(revision)\nevent: change\n"
            + "data: {\"revision\":\(revision),\"time\":\"t\",\"kind\":\"started\",\"cause\":\"c\"}\n\n"
    }

    private static let problemType: HTTPFields = [.contentType: "application/problem+json"]

    private static func stream(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream"], body: .init(byteBuffer: ByteBuffer(string: text))
        )
    }

    @Test("it resumes where a connection broke off, and tells each change once")
    func resumes() async throws {
        let daemon = FakeDaemon { request in
            switch request.headers[.lastEventID] {
            case nil: Self.stream(Self.pulse("e", 1) + Self.change("e", 2) + Self.change("e", 3))
            case "e:3": Self.stream(Self.pulse("e", 4) + Self.change("e", 4))
            default: Response(status: .badRequest)
            }
        }
        let items = try await daemon.follow(until: { $0 == 3 })
        #expect(items.changes == [2, 3, 4])
        #expect(items.filter { $0 == .connected }.count == 2)
    }

    @Test("it ends when the history it would resume from is gone, and says where it begins")
    func compacted() async throws {
        let problem = ProblemView(.compacted(floor: Revision(9)))
        let daemon = FakeDaemon { _ in
            Response(
                status: .gone, headers: Self.problemType, body: .init(byteBuffer: try ByteBuffer(json: problem)))
        }
        let items = try await daemon.follow(until: { _ in false })
        #expect(items == [.stale(.compacted(floor: 9))])
    }

    @Test("it ends when another epoch answers")
    func epochChanged() async throws {
        let daemon = FakeDaemon { request in
            request.headers[.lastEventID] == nil
                ? Self.stream(Self.pulse("e", 1) + Self.change("e", 2)) : Self.stream(Self.pulse("f", 1))
        }
        let items = try await daemon.follow(until: { _ in false })
        #expect(items.last == .stale(.epochChanged))
        #expect(items.changes == [2])
    }

    @Test("a reader that was cut off comes back")
    func cutOff() async throws {
        let end =
            "event: end\ndata: {\"type\":\"urn:rollcall:problem:lagged\",\"title\":\"t\",\"status\":410,\"detail\":\"d\"}\n\n"
        let daemon = FakeDaemon { request in
            request.headers[.lastEventID] == nil
                ? Self.stream(Self.pulse("e", 1) + Self.change("e", 2) + end) : Self.stream(Self.change("e", 3))
        }
        #expect(try await daemon.follow(until: { $0 == 2 }).changes == [2, 3])
    }

    @Test("a question that is refused for good is not asked again")
    func refused() async throws {
        let problem = ProblemView(code: "invalid-field", title: "t", status: 422, detail: "service: no", hint: nil)
        let daemon = FakeDaemon { _ in
            Response(
                status: .unprocessableContent, headers: Self.problemType,
                body: .init(byteBuffer: try ByteBuffer(json: problem)))
        }
        await #expect(throws: ClientError.problem(problem)) { try await daemon.follow(until: { _ in false }) }
    }

    @Test("where nobody listens, the reason is the system's own word")
    func unreachable() async throws {
        await #expect(throws: ClientError.unreachable(url: "http://127.0.0.1:1", reason: "connection refused")) {
            try await RemoteRegistry.withRegistry(DaemonURL("127.0.0.1:1")) { _ = try await $0.status() }
        }
    }

    @Test("a server that is no Rollcall is told apart from one that is away")
    func stranger() async throws {
        let daemon = FakeDaemon { _ in
            Response(status: .notFound, body: .init(byteBuffer: ByteBuffer(string: "<html>")))
        }
        await #expect {
            try await daemon.run { _ = try await $0.status() }
        } throws: { error in
            if case ClientError.notRollcall = error { true } else { false }
        }
    }
}

extension [FollowItem] {
    fileprivate var changes: [Int64] {
        compactMap { if case .change(let event) = $0 { event.revision } else { nil } }
    }
}
