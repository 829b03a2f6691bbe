import ArgumentParser
import Foundation
import RollcallCore

enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case table, json }

/// How a command shows what it found.
struct OutputOptions: ParsableArguments {
    @Option(name: .shortAndLong, help: "Show a table, or one JSON document (a line an event when following).")
    var output: OutputFormat = .table

    /// Prints `value` as a document, or the lines that `table` makes of it for a width and a paint.
    func print(_ value: some Encodable, table: (Int?, Paint) -> [String]) throws {
        switch output {
        case .json: try Console.print([try JSONText.document(value)])
        case .table: try Console.print(table(Console.width, .standard))
        }
    }
}

/// JSON for other programs, which may well be a terminal.
enum JSONText {
    static func document(_ value: some Encodable) throws -> String {
        try text(value, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    }

    static func line(_ value: some Encodable) throws -> String {
        try text(value, [.sortedKeys, .withoutEscapingSlashes])
    }

    private static func text(_ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = formatting
        return inert(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// JSON escapes the C0 controls by itself; the C1 and bidirectional ones it lets pass.
    private static func inert(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { $0 != "\n" && SafeText.isForbidden($0) }) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard scalar != "\n", SafeText.isForbidden(scalar) else {
                result.append(scalar)
                continue
            }
            let hex = String(scalar.value, radix: 16)
            result.append(contentsOf: ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).unicodeScalars)
        }
        return String(result)
    }
}
