import Foundation

/// What tests of the program in a real terminal ask for in its environment. They wait for a frame, never for time.
struct TestHooks: Sendable {
    /// After each frame a line is written to descriptor 3.
    private let marksFrames: Bool
    /// What is to happen once the first frame is shown.
    let crash: Crash?
    private var frames = 0

    private static let descriptor: Int32 = 3

    enum Crash: String, Sendable {
        case trap = "1"
        case error
    }

    init(_ environment: [String: String] = ProcessInfo.processInfo.environment) {
        marksFrames = environment["ROLLCALL_TUI_TEST"] == "1"
        // A test that no longer reads must not stop the dashboard.
        if marksFrames { _ = fcntl(Self.descriptor, F_SETFL, O_NONBLOCK) }
        crash = environment["ROLLCALL_TUI_CRASH"].flatMap(Crash.init)
    }

    mutating func mark(revision: Int64) {
        guard marksFrames else { return }
        frames += 1
        let line = Array("frame \(frames) model \(revision) idle\n".utf8)
        // Lines this short are written whole or not at all.
        _ = line.withUnsafeBytes { write(Self.descriptor, $0.baseAddress, $0.count) }
    }
}
