import Foundation
import RollcallCore
import RollcallDashboard
import Testing

/// Whole screens as text, to be read: `BLESS=1 swift test` writes what is drawn into the files beside this one.
@Suite struct ScreenGoldenTests {
    enum Scene: String, CaseIterable {
        case overview, services, instances, detail, events, help, connecting, stale, filtered, filter, palette, columns

        func model(_ size: Size) throws -> DashboardModel {
            var model = try Fixture.model(size: size)
            switch self {
            case .overview: model = try Fixture.busyModel(size: size)
            case .services: model.press(.character("2"), .down)
            case .instances: model.press(.character("2"), .down, .down, .enter)
            case .detail: model = try Fixture.inspectedModel(size: size)
            case .events: model.press(.character("3"), .down)
            case .filtered:
                model.press(
                    .character("2"), .down, .character("/"), .paste("state:down,part -soap"), .enter, .character("f"))
                model.send(.tick(Fixture.wallTime), after: 10)
            case .filter: model.press(.character("2"), .down, .character("/"), .paste("state:down since:soon"))
            case .palette: model.press(.character("2"), .character(":"), .paste("ins"), .tab)
            case .columns:
                model.press(.character("2"), .down, .down, .enter, .character("c"), .down, .down, .character(" "))
            case .help: model.press(.character("?"))
            case .connecting:
                model = DashboardModel(url: "http://127.0.0.1:7420")
                model.send(.resize(size))
                model.send(.link(.lost(reason: "connection refused", retryIn: .seconds(3))))
                model.send(.tick(Fixture.wallTime))
            case .stale:
                model.press(.character("2"), .down, .down, .enter)
                model.send(.link(.lost(reason: "connection refused", retryIn: .seconds(3))), after: 40)
                model.send(.tick(Fixture.wallTime.advanced(by: .seconds(47))), after: 41)
            }
            return model
        }
    }

    static let sizes = [
        Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 60),
        Size(columns: 40, rows: 10),
    ]

    @Test("screens look as they did", arguments: Scene.allCases, sizes)
    func golden(scene: Scene, size: Size) throws {
        try check(scene, size, .standard, "\(scene.rawValue)-\(size.columns)x\(size.rows)")
    }

    @Test("screens in ASCII look as they did", arguments: Scene.allCases)
    func ascii(scene: Scene) throws {
        try check(scene, Self.sizes[0], Theme(isASCII: true), "\(scene.rawValue)-ascii")
    }

    private func check(_ scene: Scene, _ size: Size, _ theme: Theme, _ name: String) throws {
        let text = render(try scene.model(size), size: size, theme: theme).text + "\n"
        if theme.isASCII { #expect(text.utf8.allSatisfy { $0 < 0x80 }) }
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name).txt")
        if ProcessInfo.processInfo.environment["BLESS"] == "1" {
            try Data(text.utf8).write(to: file)
            return
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(text == golden, "\(name) differs:\n\(text)")
    }
}
