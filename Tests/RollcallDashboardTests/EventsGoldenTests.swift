import Foundation
import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

/// The screen of events and the past, at the sizes their panes are made for.
@Suite struct EventsGoldenTests {
    enum Scene: String, CaseIterable {
        case live, travelling, restart, pastServices, goTo, gap

        func model(_ size: Size) throws -> DashboardModel {
            let fixture = try TravelFixture(count: 260, seed: 11, floor: 12)
            var model = fixture.model(size: size)
            switch self {
            case .live: fixture.play(&model, .character("3"), .down, .down)
            case .travelling:
                fixture.play(
                    &model, .character("3"), .character("@"), .character("1"), .character("1"), .character("8"))
                fixture.play(&model, .enter)
            case .restart:
                fixture.play(&model, .character("3"), .character("t"), .pageDown, .character("G"))
            case .gap:
                fixture.play(&model, .character("3"))
                model.send(.link(.lost(reason: "connection refused", retryIn: .seconds(1))), after: 10)
                model.send(.link(.connected), after: 57)
                let missed = (261...311).map { Fixture.event(Int64($0), .started, cause: "x") }
                let status = missed.map { event in
                    Fixture.status(event.revision, "svc-0", "i-10", .starting, .down, cause: "chance", secondsAgo: -20)
                }
                model.send(.events(status), after: 57)
                var pulse = Fixture.pulse(revision: 311)
                pulse.time = Fixture.wallTime.advanced(by: .seconds(57)).description
                model.send(.pulse(pulse), after: 57)
                model.send(.tick(Fixture.wallTime.advanced(by: .seconds(57))), after: 57)
                model.press(.pageDown, .pageDown, .pageDown, .pageDown, .pageDown)
            case .pastServices: fixture.play(&model, .character("2"), .character("t"), .character("{"), .down)
            case .goTo: fixture.play(&model, .character("t"), .character("@"), .character("-"), .character("2"))
            }
            return model
        }
    }

    static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 60)]

    @Test("events and the past look as they did", arguments: Scene.allCases, sizes)
    func golden(scene: Scene, size: Size) throws {
        let name = "past-\(scene.rawValue)-\(size.columns)x\(size.rows)"
        let text = render(try scene.model(size), size: size).text + "\n"
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name).txt")
        if ProcessInfo.processInfo.environment["BLESS"] == "1" {
            try Data(text.utf8).write(to: file)
            return
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(text == golden, "\(name) differs:\n\(text)")
    }

    @Test("every size of the past is drawn, and no row is wider than the screen", arguments: Scene.allCases)
    func everySize(scene: Scene) throws {
        for columns in [1, 4, 19, 20, 37, 60, 79, 100, 121, 160, 161, 220] {
            for rows in [1, 3, 9, 16, 23, 30, 50, 70] {
                let size = Size(columns: columns, rows: rows)
                let frame = render(try scene.model(size), size: size)
                for row in 0..<rows { #expect(CellText.width(frame.row(row).map(\.text).joined()) == columns) }
            }
        }
    }
}
