import Foundation
import Testing

/// A program under Tests/EndToEnd.
enum Program {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "EndToEnd")

    /// The binary that was built along with this test: it lies in the same folder.
    private static var rollcall: URL {
        get throws {
            // The first argument is the test's own executable, in or beside its bundle.
            var folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            for _ in 0..<4 {
                let candidate = folder.appending(path: "rollcall")
                if FileManager.default.isExecutableFile(atPath: candidate.path()) { return candidate }
                folder = folder.deletingLastPathComponent()
            }
            throw Missing(path: "rollcall")
        }
    }

    struct Missing: Error { let path: String }

    /// Runs the program to its end. It fails by its exit code, and its output says why.
    static func run(_ name: String, _ arguments: String...) async throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments =
            ["python3", folder.appending(path: name).path(), "--rollcall", try rollcall.path()] + arguments
        let output = FileManager.default.temporaryDirectory.appending(path: "rollcall-\(UUID()).txt")
        _ = FileManager.default.createFile(atPath: output.path(), contents: nil)
        defer { try? FileManager.default.removeItem(at: output) }
        let file = try FileHandle(forWritingTo: output)
        process.standardOutput = file
        process.standardError = file
        process.standardInput = FileHandle.nullDevice
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                process.terminationHandler = { _ in continuation.resume() }
                do { try process.run() } catch {
                    process.terminationHandler = nil
                    continuation.resume(throwing: error)
                }
            }
        } onCancel: {
            process.terminate()
        }
        let text = try String(contentsOf: output, encoding: .utf8)
        print("\(name): \(text.suffix(2_000))")
        #expect(
            process.terminationStatus == 0, "\(name) left with \(process.terminationStatus):\n\(text.suffix(8_000))")
    }
}
