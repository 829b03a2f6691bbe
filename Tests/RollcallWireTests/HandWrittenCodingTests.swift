import Foundation
import RollcallCore
import RollcallJSON
import RollcallTestKit
import RollcallWire
import Testing

/// What is written by hand must be what the synthesized coding makes of the same value, in both directions.
@Suite struct HandWrittenCodingTests {
    @Test("instances, lists and events are coded as the compiler would code them", arguments: UInt64(0)..<100)
    func sameAsSynthesized(seed: UInt64) throws {
        var random = SeededRandom(seed)
        let instances = try (0..<Int.random(in: 0...3, using: &random)).map { try Self.view("i\($0)", &random) }
        let list = InstanceListView(
            epoch: "e", revision: 9, serviceRevision: Bool.random(using: &random) ? 7 : nil, instances: instances,
            next: Bool.random(using: &random) ? "i2" : nil)
        try Self.hold(list, seed)
        let page = EventPageView(
            epoch: "e", revision: 9, floor: 1, events: try (0..<3).map { try Self.event($0, &random) }, next: list.next)
        try Self.hold(page, seed)
        let changes = ChangesView(epoch: "e", revision: 9, events: page.events)
        #expect(try Self.decoded(changes) == changes, "seed \(seed)")
        let past = PastView(epoch: "e", revision: 9, time: list.next, instances: instances)
        #expect(try Self.decoded(past) == past, "seed \(seed)")
        if let instance = instances.first {
            let answer = InstanceAnswer(epoch: "e", revision: 9, instance: instance)
            #expect(try Self.decoded(answer) == answer, "seed \(seed)")
            let mutation = MutationView(epoch: "e", revision: 9, outcome: "created", instance: instance)
            #expect(try Self.decoded(mutation) == mutation, "seed \(seed)")
        }
    }

    @Test("a heartbeat's answer is coded as the compiler would code it")
    func heartbeat() throws {
        let view = HeartbeatView(id: "a", revision: 3, status: "UP", ttl: "30s", expiresInMilliseconds: 30_000)
        #expect(try Self.decoded(view) == view)
    }

    @Test(
        "an answer that lacks what it must have is refused",
        arguments: ["id", "name", "lease", "status", "revision", "created", "weight"])
    func missing(_ field: String) throws {
        var random = SeededRandom(1)
        let json = try JSONEncoder().encode(Self.view("i", &random))
        var object = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
        object[field] = nil
        let cut = try JSONSerialization.data(withJSONObject: object)
        #expect(throws: Malformed.self) { try InstanceView(json: Array(cut)) }
    }

    private static func hold<View: Codable & Equatable & JSONWritable & JSONReadable>(
        _ view: View, _ seed: UInt64
    ) throws {
        #expect(try decoded(view) == view, "seed \(seed)")
        #expect(try View(json: Array(JSONEncoder().encode(view))) == view, "seed \(seed)")
        #expect(try View(json: view.json) == view, "seed \(seed)")
    }

    /// What Foundation reads of what we wrote.
    private static func decoded<View: Decodable & JSONWritable>(_ view: View) throws -> View {
        try JSONDecoder().decode(View.self, from: Data(view.json))
    }

    private static func event(_ index: Int, _ random: inout SeededRandom) throws -> EventView {
        let instance = try Self.instance("i\(index)", &random)
        let kinds: [RegistryEvent.Kind] = [
            .registered(instance), .updated(instance, fields: ["weight", "tags"]), .deregistered, .evicted, .started,
            .status(from: .up, to: .down, on: .leaseExpired), .selfPreservation(isActive: true),
        ]
        return EventView(
            RegistryEvent(
                revision: Revision(Int64(index)), time: WallTime(milliseconds: 1_000),
                kind: kinds.randomElement(using: &random) ?? .started, instance: instance.id,
                service: instance.service, cause: "→ \"503\" in 12 ms"))
    }

    private static func instance(_ id: String, _ random: inout SeededRandom) throws -> ServiceInstance {
        let http = try HTTPCheck(path: "/a\"b", headers: ["X": "y"], expectedText: "fine")
        let kinds: [HealthCheck.Kind] = [.tcp, .ttl(.seconds(3)), .http(http)]
        let checks = try kinds.prefix(Int.random(in: 0...3, using: &random)).enumerated().map {
            try HealthCheck(name: "c\($0.offset)", kind: $0.element, initialDelay: .milliseconds(500))
        }
        let registration = try Registration(
            id: InstanceID(id), service: ServiceName("orders"), address: Address("::1"), port: 80,
            metadata: Metadata(["k\\": "v\"", "é": ""]), tags: ["a", "b"], zone: "eu",
            weight: 3, priority: 1, checks: checks)
        let trigger = Bool.random(using: &random) ? StatusEvent.ready : nil
        return ServiceInstance(
            registration, status: .up,
            lastChange: StatusChange(trigger: trigger, cause: "ready", at: WallTime(milliseconds: 5)),
            created: WallTime(milliseconds: 1), updated: WallTime(milliseconds: 5), revision: Revision(4))
    }

    private static func view(_ id: String, _ random: inout SeededRandom) throws -> InstanceView {
        var view = InstanceView(try instance(id, &random))
        if Bool.random(using: &random) { view.changesLastHour = 3 }
        if Bool.random(using: &random) { view.lease.expiresInMilliseconds = 12 }
        if Bool.random(using: &random) { view.lease.evictsInMilliseconds = 12 }
        if Bool.random(using: &random) { view.lease.renewed = "2026-01-01T00:00:00.000Z" }
        for index in view.checks.indices where Bool.random(using: &random) {
            let result = CheckResult(
                at: WallTime(milliseconds: 3), passed: false, took: .milliseconds(4), cause: "connection refused")
            view.checks[index].state = CheckStateView(
                verdict: "failing", streak: 2, last: CheckResultView(result), nextInMilliseconds: 300,
                history: Bool.random(using: &random) ? CheckMarksView([result, result]) : nil)
        }
        return view
    }
}
