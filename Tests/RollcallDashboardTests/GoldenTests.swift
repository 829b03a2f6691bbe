import Foundation
import RollcallDashboard
import Testing

/// Whole screens as text, to be read: `BLESS=1 swift test` writes what is drawn into the files of `Goldens`. How it is
/// coloured stands beside it, in `Goldens/inks`.
@Suite struct GoldenTests {
    static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40), Size(columns: 200, rows: 60)]
    static let small = [Size(columns: 40, rows: 10), Size(columns: 20, rows: 3)]

    @Test("T-01 every screen looks as it did, at every size", arguments: GoldenScene.all, sizes + small)
    func text(scene: GoldenScene, size: Size) throws {
        let frame = render(try scene.model(size), size: size)
        try check(frame.text, "\(scene.name)-\(size.columns)x\(size.rows)")
    }

    @Test("T-01 and so it does in ASCII", arguments: GoldenScene.all, sizes)
    func ascii(scene: GoldenScene, size: Size) throws {
        let frame = render(try scene.model(size), size: size, theme: Theme(isASCII: true))
        #expect(frame.text.utf8.allSatisfy { $0 < 0x80 })
        try check(frame.text, "\(scene.name)-\(size.columns)x\(size.rows)-ascii")
    }

    @Test("T-01 and so do its colours, of 256 and of none", arguments: GoldenScene.all, sizes)
    func inks(scene: GoldenScene, size: Size) throws {
        let frame = render(try scene.model(size), size: size)
        let text = [ColourDepth.full, .mono].map { "\($0)\n\(Self.inks(of: frame, $0))" }.joined(separator: "\n")
        try check(text, "inks/\(scene.name)-\(size.columns)x\(size.rows)")
    }

    @Test(
        "T-01 every screen there is has a golden",
        arguments: [
            Screen.overview, .services, .instances(service: "a"), .instance(id: "a"), .events, .balancer,
        ])
    func complete(screen: Screen) {
        #expect(GoldenScene.all.map(\.name).contains(GoldenScene.name(of: screen)))
    }

    /// Row by row the runs of cells that look the same: `12 b71` are twelve bold ones in colour 71.
    private static func inks(of frame: Frame, _ depth: ColourDepth) -> String {
        (0..<frame.size.rows).map { row in
            var runs: [(count: Int, look: String)] = []
            for cell in frame.row(row) {
                let ink = Theme.standard.ink(cell.style.role, depth)
                let isReverse = ink.isReverse != cell.style.isSelected
                let look =
                    (ink.isBold ? "b" : "") + (ink.isUnderlined ? "u" : "") + (isReverse ? "r" : "")
                    + (ink.colour < 0 ? "" : "\(ink.colour)")
                let width = CellText.width(cell.text)
                if runs.last?.look == look { runs[runs.count - 1].count += width } else { runs.append((width, look)) }
            }
            return runs.map { $0.look.isEmpty ? "\($0.count)" : "\($0.count) \($0.look)" }.joined(separator: ", ")
        }.joined(separator: "\n")
    }

    private func check(_ text: String, _ name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Goldens/\(name).txt")
        if ProcessInfo.processInfo.environment["BLESS"] == "1" {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data((text + "\n").utf8).write(to: file)
            return
        }
        let golden = try String(contentsOf: file, encoding: .utf8)
        #expect(text + "\n" == golden, "\(name) differs:\n\(text)")
    }
}
