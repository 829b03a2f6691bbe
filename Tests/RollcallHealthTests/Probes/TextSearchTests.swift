import Testing

@testable import RollcallHealth

@Suite struct TextSearchTests {
    struct Row: Sendable {
        let parts: [String]
        let bytesMax: Int
        /// After how many parts the search ends, and how; nil when it would take more.
        let end: Int?
        let isFound: Bool
    }

    @Test(
        "a text is found whole, across parts, and not beyond the bound",
        arguments: [
            Row(parts: ["all ready here"], bytesMax: 4_096, end: 1, isFound: true),
            Row(parts: ["not yet rea", "dy", "more"], bytesMax: 4_096, end: 2, isFound: true),
            Row(parts: ["r", "e", "a", "d", "y"], bytesMax: 4_096, end: 5, isFound: true),
            Row(parts: ["rea", "ly"], bytesMax: 4_096, end: nil, isFound: false),
            Row(parts: ["1234567ready"], bytesMax: 8, end: 1, isFound: false),
            Row(parts: ["123", "ready"], bytesMax: 8, end: 2, isFound: true),
            Row(parts: ["", "", "ready"], bytesMax: 5, end: 3, isFound: true),
        ])
    func finds(_ row: Row) {
        var search = TextSearch("ready", bytesMax: row.bytesMax)
        let end = row.parts.firstIndex { search.isOver(after: Array($0.utf8)) }
        #expect(end.map { $0 + 1 } == row.end)
        #expect(search.isFound == row.isFound)
    }
}
