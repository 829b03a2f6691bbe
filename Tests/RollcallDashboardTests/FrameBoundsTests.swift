import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

@Suite struct FrameBoundsTests {
    @Test("T-02 any size is drawn, and no row is wider than the screen", arguments: GoldenScene.all)
    func everySize(scene: GoldenScene) throws {
        var model = try scene.model(Size(columns: 80, rows: 24))
        // Steps that share no factor with the layout's breakpoints, so that both sides of each are met.
        for columns in [0, 1, 2, 3, 4, 5, 7, 11, 12, 13, 19, 20, 21, 37, 59, 60, 61, 79, 99, 100, 121, 159, 160, 220] {
            for rows in [0, 1, 2, 3, 4, 5, 6, 9, 15, 16, 17, 18, 20, 23, 29, 30, 31, 50, 70] {
                let size = Size(columns: columns, rows: rows)
                model.send(.resize(size))
                let frame = render(model, size: size)
                #expect(frame.size == size)
                for row in 0..<rows {
                    #expect(CellText.width(frame.row(row).map(\.text).joined()) == columns)
                }
            }
        }
    }

    @Test("T-02 every size up to 220 by 70, of the screen with the most panes")
    func all() throws {
        let model = try GoldenScene.all[0].model(Size(columns: 80, rows: 24))
        for columns in stride(from: 1, through: 220, by: 3) {
            for rows in 1...70 {
                let size = Size(columns: columns + rows % 3, rows: rows)
                let frame = render(model, size: size)
                #expect(CellText.width(frame.row(rows - 1).map(\.text).joined()) == size.columns)
            }
        }
    }

    @Test(
        "T-02 the smallest screens still tell the worst state",
        arguments: [Size(columns: 5, rows: 1), Size(columns: 19, rows: 2)])
    func worst(size: Size) throws {
        #expect(render(try Fixture.model(), size: size).text.hasPrefix("DOWN"))
        var stale = try Fixture.model()
        stale.send(.link(.lost(reason: "gone", retryIn: nil)))
        #expect(render(stale, size: size).text.hasPrefix("STALE"))
    }

    @Test("T-02 at 20x3 the worst service stands in the first row")
    func nano() throws {
        let lines = render(try Fixture.model(), size: Size(columns: 20, rows: 3)).text.split(separator: "\n")
        #expect(lines[1].contains("DOWN") && lines[1].contains("legacy"))
    }

    static let hostileTexts = [
        "\u{1B}]0;pwn\u{7}", "\u{1B}[2J\u{1B}[6n", "\u{9B}31m", "a\rb\u{8}c", "\u{202E}evil", "👩‍👩‍👧‍👦\u{200D}\u{FE0F}",
        "e" + String(repeating: "\u{301}", count: 5_000), "\0", "\u{FFFD}\u{E0001}", "\u{2028}\n\t", "\u{AD}\u{200B}",
        String(repeating: "東", count: 2_000), "\u{1FAE9}\u{F8FF}",
    ]

    @Test("no text from the network puts anything but itself on the screen", arguments: hostileTexts)
    func hostile(text: String) throws {
        var model = try Fixture.model()
        var view = try Fixture.instance("x" + text, "s" + text, .down, address: text, cause: text, check: text)
        view.metadata = [text: text]
        view.tags = [text]
        view.zone = text
        model.send(.snapshot(Fixture.list([view]), services: [], events: []))
        model.send(.events([Fixture.status(918_300, "s" + text, "x" + text, .up, .down, cause: text)]))
        model.send(.link(.connecting(url: "http://" + text)))
        for size in [Size(columns: 80, rows: 24), Size(columns: 40, rows: 10), Size(columns: 120, rows: 40)] {
            for keys in [[Key.character("1")], [.character("2")], [.enter], [.enter], [.character("3")]] {
                for key in keys { model.press(key) }
                for isASCII in [false, true] {
                    let frame = render(model, size: size, theme: Theme(isASCII: isASCII))
                    for row in 0..<size.rows {
                        let line = frame.row(row).map(\.text).joined()
                        #expect(
                            line.unicodeScalars.allSatisfy { !SafeText.isForbidden($0) && $0.cellWidth != .invisible })
                        #expect(CellText.width(line) == size.columns)
                        if isASCII { #expect(line.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }) }
                    }
                }
            }
        }
        #expect(renderPlain(model).allSatisfy(SafeText.isSafe))
    }
}
