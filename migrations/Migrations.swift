/// The schema's history: numbered SQL files, embedded in the binary. A file that was shipped is never changed.
package enum Migrations {
    package struct Migration: Sendable {
        package let number: Int
        package let name: String
        package let sql: String
    }

    /// In the order in which they are applied, numbered from 1 without a gap.
    package static let all: [Migration] = [
        Migration(number: 1, name: "V0001_registry", sql: text(PackageResources.V0001_registry_sql)),
        Migration(number: 2, name: "V0002_traffic", sql: text(PackageResources.V0002_traffic_sql)),
    ]

    /// The schema version this binary writes and the newest it reads.
    package static var newest: Int { all.count }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
