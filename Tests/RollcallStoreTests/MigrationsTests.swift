import Foundation
import Migrations
import Testing

@Suite("Migrations")
struct MigrationsTests {
    /// FNV-1a of each file as it was shipped.
    private static let shipped: [String: String] = [
        "V0001_registry": "e7b27a2fc33af03a", "V0002_traffic": "412904f99f2f1147",
    ]

    @Test("are the files in the folder, numbered without a gap")
    func listed() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("migrations").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sql") }
        #expect(files.sorted() == Migrations.all.map { $0.name + ".sql" })
        #expect(Migrations.all.map(\.number) == Array(1...Migrations.newest))
    }

    @Test("are never changed once they were shipped")
    func frozen() {
        let hashes = Dictionary(uniqueKeysWithValues: Migrations.all.map { ($0.name, Self.hash($0.sql)) })
        #expect(hashes == Self.shipped)
    }

    private static func hash(_ text: String) -> String {
        let hash = text.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return String(hash, radix: 16)
    }
}
