import RollcallClient
import RollcallCore
import RollcallWire
import Testing

@testable import rollcall

@Suite("A database as a source")
struct DatabaseSourceTests {
    private struct Present: EventHistory {
        let instances: [ServiceInstance]

        func events(_ query: EventQuery) async throws(StoreError) -> EventPage {
            EventPage(events: [], hasMore: false, floor: .zero)
        }

        func registry(at point: PointInTime) async throws(StoreError) -> PastRegistry {
            PastRegistry(revision: Revision(9), time: WallTime(milliseconds: 0), instances: instances)
        }
    }

    private static func instance(
        _ id: String, _ service: String, _ status: ServiceStatus, revision: Int64, zone: String = ""
    ) throws -> ServiceInstance {
        let registration = try Registration(
            id: InstanceID(id), service: ServiceName(service), address: Address("127.0.0.1"), port: 1,
            metadata: Metadata(["v": "1"]), tags: ["t"], zone: zone)
        let time = WallTime(milliseconds: 0)
        return ServiceInstance(
            registration, status: status, lastChange: StatusChange(trigger: nil, cause: "c", at: time), created: time,
            updated: time, revision: Revision(revision))
    }

    private func source() throws -> DatabaseSource {
        let instances = try [
            Self.instance("a", "orders", .up, revision: 3, zone: "z1"),
            Self.instance("b", "orders", .down, revision: 7),
            Self.instance("c", "billing", .up, revision: 5),
        ]
        return DatabaseSource(history: Present(instances: instances), epoch: "e")
    }

    @Test("services are counted from their instances")
    func services() async throws {
        let view = try await source().services()
        #expect(view.revision == 9)
        #expect(view.services.map(\.name) == ["billing", "orders"])
        #expect(view.services.map(\.instances.total) == [1, 2])
        #expect(view.services.map(\.revision) == [5, 7])
    }

    @Test("filters do what the daemon's do")
    func filters() async throws {
        func ids(_ change: (inout InstanceQuery) -> Void, service: String? = nil) async throws -> [String] {
            var query = InstanceQuery(service: service)
            change(&query)
            return try await source().allInstances(query).instances.map(\.id)
        }
        #expect(try await ids { _ in } == ["a", "b", "c"])
        #expect(try await ids({ _ in }, service: "Orders") == ["a"])
        #expect(try await ids({ $0.statuses = ["any"] }, service: "orders") == ["a", "b"])
        #expect(try await ids { $0.statuses = ["DOWN"] } == ["b"])
        #expect(try await ids { $0.zone = "z1" } == ["a"])
        #expect(try await ids { $0.metadata = ["v": "2"] } == [])
        #expect(try await ids { $0.tags = ["t", "x"] } == [])
    }

    @Test("an instance that is not there is a 404, as from a daemon")
    func unknown() async throws {
        await #expect {
            try await source().instance("x")
        } throws: { error in
            guard case ClientError.problem(let problem) = error else { return false }
            return problem.status == 404
        }
    }
}
