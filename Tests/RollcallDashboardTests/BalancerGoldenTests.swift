import Foundation
import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

/// Whole screens as text, as in `ScreenGoldenTests`: the balancer, menus and dialogs.
@Suite struct BalancerGoldenTests {
    enum Scene: String, CaseIterable {
        case balancer, menu, dialog, textbox

        func model(_ size: Size) throws -> DashboardModel {
            var options = DashboardOptions()
            options.isAdmin = true
            var model = try Fixture.balancer(size: size, options: options)
            switch self {
            case .balancer: model.press(.character("v"), .character("G"))
            case .menu: model.press(.character("x"))
            case .dialog: model.press(.character("x"), .character("D"), .character("7"))
            case .textbox: model.press(.character("i"))
            }
            return model
        }
    }

    static let sizes = [
        Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 60),
        Size(columns: 20, rows: 3),
    ]

    @Test("screens look as they did", arguments: Scene.allCases, sizes)
    func golden(scene: Scene, size: Size) throws {
        try check(scene, size, .standard, "\(scene.rawValue)-\(size.columns)x\(size.rows)")
    }

    @Test("screens in ASCII look as they did", arguments: Scene.allCases)
    func ascii(scene: Scene) throws {
        try check(scene, Self.sizes[0], Theme(isASCII: true), "\(scene.rawValue)-ascii")
    }

    @Test("every size is drawn, and no row is wider than the screen", arguments: Scene.allCases)
    func everySize(scene: Scene) throws {
        var model = try scene.model(Self.sizes[0])
        for columns in [0, 1, 3, 5, 12, 13, 19, 20, 37, 59, 60, 79, 100, 159, 160, 220] {
            for rows in [0, 1, 2, 3, 4, 6, 15, 16, 17, 18, 20, 22, 24, 29, 30, 50, 70] {
                let size = Size(columns: columns, rows: rows)
                model.send(.resize(size))
                let frame = render(model, size: size)
                for row in 0..<rows { #expect(CellText.width(frame.row(row).map(\.text).joined()) == columns) }
            }
        }
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
