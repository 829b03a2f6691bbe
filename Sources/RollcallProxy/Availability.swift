import Logging
import Synchronization

/// Says in the log when clients begin to be refused and when they are served again: once each, not for every client.
final class Availability: Sendable {
    private let isRefusing = Atomic(false)
    private let logger: Logger

    init(_ logger: Logger) {
        self.logger = logger
    }

    func refused(_ why: String) {
        logger.debug("A client was refused", metadata: ["why": "\(why)"])
        guard !isRefusing.exchange(true, ordering: .relaxed) else { return }
        logger.warning("No instance can be reached; clients are refused", metadata: ["why": "\(why)"])
    }

    func served() {
        // To read first spares the others' caches on the path of every connection.
        guard isRefusing.load(ordering: .relaxed), isRefusing.exchange(false, ordering: .relaxed) else { return }
        logger.notice("Clients are served again")
    }
}
