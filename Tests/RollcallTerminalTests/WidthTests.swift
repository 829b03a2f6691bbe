import CTerminal
import Glibc
import RollcallDashboard
import Testing

@Suite struct WidthTests {
    @Test("the pure widths are those of the C library, wherever it knows one")
    func agreement() throws {
        try #require(setlocale(LC_CTYPE, "C.UTF-8") != nil)
        defer { setlocale(LC_CTYPE, "C") }
        // Ahom medial RA: a mark that later Unicode counts as spacing.
        let unsettled: Set<UInt32> = [0x1171E]
        var differing: [String] = []
        for value in UInt32(0x20)..<0x3_2000 {
            guard let scalar = Unicode.Scalar(value), !unsettled.contains(value) else { continue }
            let known = Int(ct_width(value))
            switch scalar.cellWidth {
            case .cells(let width) where known >= 0 && width != known: differing.append("\(String(value, radix: 16))")
            case .combining where known > 0: differing.append("\(String(value, radix: 16))")
            case .cells, .combining, .invisible, .forbidden, .unknown: break
            }
        }
        #expect(differing.isEmpty, "\(differing.count): \(differing.prefix(200).joined(separator: " "))")
    }
}
