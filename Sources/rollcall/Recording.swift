import Foundation
import RollcallCore
import RollcallDashboard

/// What was recorded, line by line.
struct Recording: Sendable {
    private let lines: [Substring.UTF8View]
    private let path: String

    init(path: String) throws(Failure) {
        self.path = path
        do {
            let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
            lines = text.utf8.split(separator: UInt8(ascii: "\n"))
        } catch {
            throw Failure(
                "The recording \(SafeText.escaped(path)) cannot be read: \(error.localizedDescription)", .inputOutput)
        }
        guard let first = lines.first else { throw malformed(1) }
        _ = try message(first, 1)
    }

    var count: Int { lines.count }

    func message(_ index: Int) throws(Failure) -> RecordedMessage { try message(lines[index], index + 1) }

    private func message(_ line: Substring.UTF8View, _ number: Int) throws(Failure) -> RecordedMessage {
        do { return try JSONDecoder().decode(RecordedMessage.self, from: Data(line)) } catch { throw malformed(number) }
    }

    private func malformed(_ number: Int) -> Failure {
        Failure(
            "\(SafeText.escaped(path)) is not a recording of the dashboard, or of another version: line \(number)",
            hint: "Make one with `rollcall top --record FILE`.", .inputOutput)
    }
}
