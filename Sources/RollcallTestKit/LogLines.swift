package import Logging
import Synchronization

/// Keeps what is logged, as `level message`.
package final class LogLines: Sendable {
    private let lines = Mutex<[String]>([])

    package init() {}

    package var all: [String] { lines.withLock { $0 } }

    /// A logger that writes here.
    package func logger(_ level: Logger.Level = .notice) -> Logger {
        var logger = Logger(label: "test") { _ in Handler(kept: self) }
        logger.logLevel = level
        return logger
    }

    private struct Handler: LogHandler {
        let kept: LogLines
        var logLevel = Logger.Level.notice
        var metadata: Logger.Metadata = [:]

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            kept.lines.withLock { $0.append("\(event.level) \(event.message)") }
        }
    }
}
