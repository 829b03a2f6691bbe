import RollcallCore
import Synchronization

/// What a discovery's watch tells, as text: the ids, and whether they are stale.
final class Heard: Sendable {
    private let state = Mutex<(texts: [String], hasEnded: Bool)>(([], false))

    var texts: [String] { state.withLock { $0.texts } }
    var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// Listens until the watch ends.
    func listen(_ updates: any AsyncSequence<DiscoveredService, Never> & Sendable) async {
        for await update in updates {
            let ids = update.instances.map(\.id.text).joined(separator: ",")
            state.withLock { $0.texts.append(update.isStale ? "\(ids) stale" : ids) }
        }
        state.withLock { $0.hasEnded = true }
    }
}
