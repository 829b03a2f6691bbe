import Foundation
import RollcallCore
import RollcallDashboard

/// Writes what reaches the dashboard into a file, a line a message, beside the dashboard's thread.
struct Recorder: Sendable {
    /// A recording is for one sitting: who forgets it must not fill the disk.
    static let bytesMax = 256 << 20
    private static let waitingMax = 20_000

    private let path: String
    private let file: FileHandle
    private let messages: AsyncStream<(Message, Moment)>
    private let input: AsyncStream<(Message, Moment)>.Continuation

    init(path: String) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure(path, String(cString: strerror(errno))) }
        self.path = path
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        (messages, input) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.waitingMax))
    }

    /// Called on the dashboard's thread.
    func note(_ message: Message, at moment: Moment) {
        // A recording with a hole would not play as it was: it ends before it.
        if case .dropped = input.yield((message, moment)) { input.finish() }
    }

    func finish() { input.finish() }

    /// Writes until `finish`, or as much as may be written. Says what ended it early.
    func run() async -> Failure? {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var written = 0
        for await (message, moment) in messages {
            guard let recorded = RecordedMessage(message, at: moment) else { continue }
            do {
                let line = try encoder.encode(recorded) + Data("\n".utf8)
                written += line.count
                guard written <= Self.bytesMax else {
                    input.finish()
                    return nil
                }
                try file.write(contentsOf: line)
            } catch {
                input.finish()
                return Self.failure(path, error.localizedDescription)
            }
        }
        return nil
    }

    private static func failure(_ path: String, _ reason: String) -> Failure {
        Failure("The recording \(SafeText.escaped(path)) cannot be written: \(reason)", .inputOutput)
    }
}
