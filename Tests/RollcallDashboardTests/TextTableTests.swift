import RollcallDashboard
import Testing

@Suite struct TextTableTests {
    private let columns = [
        TableColumn("STATE", priority: 3, min: 5), TableColumn("NAME", priority: 2, min: 6, ideal: 10, flex: 1),
        TableColumn("COUNT", .right, priority: 1, min: 5, ideal: 8),
    ]

    @Test("columns never take more than there is", arguments: 0...200)
    func fits(width: Int) {
        let widths = TableColumn.widths(of: columns, in: width)
        let shown = widths.filter { $0 > 0 }
        #expect(shown.reduce(0, +) + max(0, shown.count - 1) <= width)
    }

    @Test(
        "the least important column goes first, and room that is left goes to those that flex",
        arguments: [
            (5, [5, 0, 0]), (11, [5, 0, 0]), (12, [5, 6, 0]), (17, [5, 11, 0]), (18, [5, 6, 5]), (25, [5, 10, 8]),
            (100, [5, 85, 8]), (3, [3, 0, 0]),
        ])
    func priorities(width: Int, expected: [Int]) {
        #expect(TableColumn.widths(of: columns, in: width) == expected)
    }

    @Test("a table for the command line fits the width and aligns wide characters")
    func plain() {
        let rows = [["UP", "東京-edge", "12"], ["DOWN", "a\u{1B}[31m", "3"]]
        #expect(
            renderTable(columns: columns, rows: rows, width: nil, ascii: false) == [
                "STATE  NAME       COUNT", "UP     東京-edge     12", "DOWN   a\\x1b[31m      3",
            ])
        #expect(
            renderTable(columns: columns, rows: rows, width: 14, ascii: true)
                == [
                    "STATE  NAME", "UP     ????-e~", "DOWN   a\\x1b[~",
                ])
        for width in 0...40 {
            let lines = renderTable(columns: columns, rows: rows, width: width, ascii: false)
            #expect(lines.allSatisfy { CellText.width($0) <= width })
        }
    }
}
