import Foundation
import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

@testable import rollcall

@Suite struct RecordingTests {
    private static let start = Moment(nanoseconds: 5_000_000_000_000)
    private static let wallTime = WallTime(milliseconds: 1_795_389_277_000)

    private static func instance(_ number: Int, _ status: ServiceStatus) throws -> InstanceView {
        let registration = try Registration(
            id: InstanceID("i-\(number)"), service: ServiceName("svc-\(number % 3)"), address: Address("127.0.0.1"),
            port: 80, metadata: Metadata(["v": "1"]))
        return InstanceView(
            ServiceInstance(
                registration, status: status, lastChange: StatusChange(trigger: nil, cause: "c", at: wallTime),
                created: wallTime, updated: wallTime, revision: Revision(Int64(number))))
    }

    private static func event(_ revision: Int64, _ status: ServiceStatus) throws -> EventView {
        EventView(
            RegistryEvent(
                revision: Revision(revision), time: wallTime.advanced(by: .seconds(revision)),
                kind: .status(from: .up, to: status, on: .healthCheckFail),
                instance: try InstanceID("i-\(revision % 9)"),
                service: try ServiceName("svc-\(revision % 9 % 3)"), cause: "503 → \u{1B}[31m"))
    }

    /// A sitting with everything in it that can be recorded.
    private static func sitting() throws -> [(Message, Moment)] {
        let instances = try (0..<9).map { try instance($0, .up) }
        let events = try (10..<20).map { try event($0, .down) }
        let page = PastPage(
            position: 15, state: PastView(epoch: "e", revision: 12, time: nil, instances: instances),
            events: events.filter { $0.revision > 12 }, floor: 9, newest: 19)
        let pulse = PulseView(
            epoch: "e", revision: 19, time: wallTime.description, instances: CountsView(StatusCounts()), services: 3,
            leases: StatusView.Leases(held: 9, expired: 0), selfPreservation: false)
        let list = InstanceListView(epoch: "e", revision: 19, instances: instances)
        var messages: [Message] = [
            .resize(Size(columns: 120, rows: 40)), .link(.connecting(url: "http://127.0.0.1:7420")), .tick(wallTime),
            .link(.lost(reason: "refused", retryIn: .seconds(2))), .key(.enter), .link(.connected),
            .answer(.floor(9)), .snapshot(list, services: [], events: events), .pulse(pulse), .key(.character("3")),
            .key(.down), .key(.character("t")), .answer(.past(Past(page), page: page, for: .revision(18))),
            .key(.character("[")), .key(.character("@")), .key(.paste("rev:3")), .key(.enter),
            .answer(.none(.past(.revision(3)), reason: "no longer kept")), .key(.character("(")),
            .answer(.none(.past(.lastChange(of: .instance("i-1"), before: 13)), reason: "none")),
            .events([try event(20, .starting)]), .key(.control("l")), .key(.character("L")), .key(.character("2")),
            .key(.pageDown), .key(.enter), .refreshed([try instance(3, .down)]),
            .answer(.events([], before: 10, floor: 9)), .link(.lost(reason: "reset", retryIn: nil)),
            .link(.incompatible(reason: "another version")),
            .link(.unauthorized(reason: "the token is refused")), .key(.escape), .resize(Size(columns: 80, rows: 24)),
            .key(.character("?")), .key(.escape), .link(.connected), .snapshot(list, services: [], events: events),
            .breakers(BreakerListView(epoch: "e", revision: 19, breakers: [])),
            .services(ServiceListView(epoch: "e", revision: 19, services: [])), .key(.character("4")),
            .answer(.failed(.traffic(service: "svc-1"), reason: "busy")), .answer(.exported(name: "x.txt")),
            .answer(.acted(.instance(id: "i-1", revision: 4, .weight(3)), "weight 3")),
            .answer(.refused(.policy(service: "svc-1", from: "maglev", to: "random"), reason: "changed meanwhile")),
            .answer(.notExported(reason: "the disk is full")),
            .inspected(InspectionReport(id: "i-1", breaker: nil, history: events)),
        ]
        messages.append(.tick(wallTime.advanced(by: .seconds(40))))
        return messages.enumerated().map { ($1, start.advanced(by: .milliseconds(Int64($0) * 700))) }
    }

    @Test("T-22 what was recorded gives the same frames again")
    func frames() throws {
        var seen = DashboardModel()
        var played = DashboardModel()
        var replayed = DashboardModel(replay: Replay())
        for (message, moment) in try Self.sitting() {
            _ = seen.update(message, at: moment)
            let line = try JSONEncoder().encode(try #require(RecordedMessage(message, at: moment)))
            let recorded = try JSONDecoder().decode(RecordedMessage.self, from: line)
            #expect(recorded.moment == moment)
            _ = played.update(recorded.message, at: recorded.moment)
            let size = seen.size
            let frame = render(seen, size: size)
            #expect(render(played, size: size) == frame)

            if case .resize = message { _ = replayed.update(message, at: .zero) }
            #expect(replayed.update(.replayed(recorded.message, at: recorded.moment), at: .zero) == [])
            // The first row says that it is a replay, the last one with which keys.
            let rows = (1..<size.rows - 1).map { Array(frame.row($0)) }
            let again = render(replayed, size: size)
            #expect((1..<size.rows - 1).map { Array(again.row($0)) } == rows, "\(again.text)\n\(frame.text)")
            // Help may lie over it.
            #expect(again.text.contains("REPLAY x1") || again.text.contains("─ help "))
        }
    }

    @Test("keys play, pause and step, and nothing else reaches what is played")
    func keys() throws {
        var model = DashboardModel(replay: Replay())
        func press(_ key: Key) -> Replay? {
            guard case .replay(let replay)? = model.update(.key(key), at: .zero).first else { return nil }
            return replay
        }
        #expect(press(.character("+"))?.speed == 4)
        #expect(press(.character("-"))?.speed == 1)
        #expect(press(.character(" "))?.isPaused == true)
        #expect(press(.character("."))?.steps == 1)
        #expect(press(.character("3")) == nil && model.screen == .overview)
        #expect(model.update(.tick(Self.wallTime), at: Self.start) == [])
        #expect(model.now == .zero)
        #expect(model.update(.key(.character("q")), at: .zero) == [.quit])
    }

    @Test(
        "every key is recorded as it is",
        arguments: [
            Key.character("東"), .control("c"), .enter, .escape, .tab, .backTab, .backspace, .up, .down, .left, .right,
            .pageUp,
            .pageDown, .home, .end, .insert, .delete, .function(3), .paste("a\u{7}b"), .click(row: 1, column: 2),
            .wheelUp,
            .wheelDown,
        ])
    func everyKey(key: Key) throws {
        let text = try JSONEncoder().encode(RecordedKey(key))
        #expect(try JSONDecoder().decode(RecordedKey.self, from: text).key == key)
    }

    @Test("a file that is no recording is refused by its name and line")
    func malformed() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "recording-\(UUID())").path()
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: Failure.self) { try Recording(path: path) }
        for text in ["", "{}\n", "nonsense"] {
            try Data(text.utf8).write(to: URL(filePath: path))
            #expect(throws: Failure.self) { try Recording(path: path) }
        }
    }
}
