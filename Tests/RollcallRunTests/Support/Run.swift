import Foundation
import RollcallRun

/// A program under a runner, with what a test needs around it.
struct Run: Sendable {
    let provider = RecordingProvider()
    let fifo: Fifo
    private let signals: AsyncStream<ProcessSignal>
    private let sender: AsyncStream<ProcessSignal>.Continuation
    private let said: AsyncStream<String>
    private let sayer: AsyncStream<String>.Continuation

    init() throws {
        fifo = try Fifo()
        (signals, sender) = AsyncStream.makeStream(of: ProcessSignal.self)
        (said, sayer) = AsyncStream.makeStream(of: String.self)
    }

    func send(_ signal: ProcessSignal) {
        sender.yield(signal)
    }

    /// The next line for a person. For one waiter.
    func saying() async -> String {
        for await line in said { return line }
        return ""
    }

    /// Short enough for a test, and long enough for a busy machine.
    static var settings: SupervisionSettings {
        var settings = SupervisionSettings()
        settings.drainTime = .milliseconds(10)
        settings.grace = .seconds(20)
        settings.backoffFirst = .milliseconds(1)
        return settings
    }

    /// Runs `words` to the end; the program finds the path of `fifo` in its environment.
    func run(
        _ words: [String], _ settings: SupervisionSettings = settings, port: Program.Port = .none
    ) async -> Int32 {
        var environment = ProcessInfo.processInfo.environment
        environment["FIFO"] = fifo.path
        let runner = ChildRunner(
            Program(words, environment: environment, port: port), settings, provider: provider,
            say: { sayer.yield($0) })
        return await runner.run(signals: signals)
    }

    func shell(
        _ script: String, _ settings: SupervisionSettings = settings, port: Program.Port = .none
    ) async -> Int32 {
        await run(["sh", "-c", script], settings, port: port)
    }

    func python(
        _ script: String, _ settings: SupervisionSettings = settings, port: Program.Port = .none
    ) async -> Int32 {
        await run(["python3", "-c", script], settings, port: port)
    }
}

/// Waits for the end of process `pid`. The test's time limit ends a wait in vain.
func untilGone(_ pid: Int32) async throws {
    while isAlive(pid) {
        try Task.checkCancellation()
        await Task.yield()
    }
}

/// Whether process `pid` is there and more than a zombie.
func isAlive(_ pid: Int32) -> Bool {
    guard kill(pid, 0) == 0 else { return false }
    // Without /proc a process that is there counts.
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return kill(pid, 0) == 0 }
    return text.split(separator: ")").last?.split(separator: " ").first != "Z"
}
