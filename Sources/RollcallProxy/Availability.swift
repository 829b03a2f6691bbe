import Logging
import RollcallCore
import Synchronization

/// Says in the log when clients begin to be refused or an instance begins to fail, and when they are served again: once
/// each, not for every client.
final class Availability: Sendable {
    private let isRefusing = Atomic(false)
    private let failing = Mutex<Set<InstanceID>>([])
    private let isAnyFailing = Atomic(false)
    private let logger: Logger

    /// Ids come and go: what is gone need not be remembered for good.
    private static let failingCountMax = 1_000

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

    /// What became of a connection to an instance.
    func note(_ event: ConnectionEvent, of upstream: Upstream) {
        switch event {
        case .connectFailed(let failure, _): failed(upstream, failure.words)
        case .reset(beforeFirstByte: true, _): failed(upstream, "reset before the first byte")
        case .closed: if isAnyFailing.load(ordering: .relaxed) { recovered(upstream) }
        case .connected, .holds, .reset, .abandoned: break
        }
    }

    private func failed(_ upstream: Upstream, _ why: String) {
        let isNew = failing.withLock { failing in
            if failing.count >= Self.failingCountMax { failing = [] }
            isAnyFailing.store(true, ordering: .relaxed)
            return failing.insert(upstream.instance).inserted
        }
        guard isNew else { return }
        logger.warning("An instance fails; others are tried", metadata: Self.metadata(upstream, ["why": "\(why)"]))
    }

    private func recovered(_ upstream: Upstream) {
        let wasFailing = failing.withLock { failing in
            defer { isAnyFailing.store(!failing.isEmpty, ordering: .relaxed) }
            return failing.remove(upstream.instance) != nil
        }
        guard wasFailing else { return }
        logger.notice("An instance serves again", metadata: Self.metadata(upstream))
    }

    private static func metadata(_ upstream: Upstream, _ more: Logger.Metadata = [:]) -> Logger.Metadata {
        let place: Logger.Metadata = [
            "instance": "\(upstream.instance)",
            "address": "\(SafeText.escaped("\(upstream.address.text):\(upstream.port)"))",
        ]
        return place.merging(more) { $1 }
    }
}
