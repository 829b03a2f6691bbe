import Foundation
import Testing

/// A file of this repository, as text.
struct SourceFile: Sendable, CustomTestStringConvertible {
    /// From the top level on.
    let path: String
    let text: String

    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
    /// A final line break does not begin another line.
    var lineCount: Int { lines.count - (text.hasSuffix("\n") ? 1 : 0) }

    /// The lines without their comments and without the contents of string literals of one line.
    var code: [String] {
        lines.map { line in
            let bare = line.replacing(/"(\\.|[^"\\])*"/, with: "\"\"")
            return String(bare.replacing(/\/\/.*/, with: ""))
        }
    }

    var imports: Set<String> {
        let pattern =
            /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:\w+\s+)?import\s+(?:(?:struct|class|enum|func|protocol|var|let|typealias)\s+)?(\w+)/
        return Set(lines.compactMap { line in line.firstMatch(of: pattern).map { String($0.output.1) } })
    }

    var testDescription: String { path }
}

/// The repository this test was compiled from.
enum SourceTree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func names(in folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path()).sorted()
    }

    /// Every file below `folder` whose name ends in `suffix`.
    static func files(in folder: String, suffix: String = ".swift") throws -> [SourceFile] {
        let base = root.appending(path: folder)
        let paths = try FileManager.default.subpathsOfDirectory(atPath: base.path()).sorted()
        return try paths.filter { $0.hasSuffix(suffix) }.map { try file("\(folder)/\($0)") }
    }

    static func file(_ path: String) throws -> SourceFile {
        SourceFile(path: path, text: try String(contentsOf: root.appending(path: path), encoding: .utf8))
    }
}
