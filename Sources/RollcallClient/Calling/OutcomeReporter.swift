import RollcallCore
import Synchronization

/// Sends outcomes in batches. A batch that cannot be sent is lost, and so is what does not fit: calls never wait for it.
final class OutcomeReporter: Sendable {
    private struct State {
        var waiting: [ReportedOutcome] = []
        /// A task is at work that will take what waits.
        var isSending = false
        var lostCount = 0
    }

    private let state = Mutex(State())
    private let source: any TrafficSource
    private let time: any Timekeeper
    private let nursery: Nursery

    static let waitingCountMax = 10_000
    static let batchCountMax = 1_000
    /// How long outcomes are gathered before they are sent.
    static let pause = Duration.seconds(1)
    private static let sendMax = Duration.seconds(5)
    private static let finishMax = Duration.seconds(1)

    init(_ source: any TrafficSource, time: any Timekeeper, nursery: Nursery) {
        self.source = source
        self.time = time
        self.nursery = nursery
    }

    var waitingCount: Int { state.withLock { $0.waiting.count } }
    var lostCount: Int { state.withLock { $0.lostCount } }

    func add(_ report: ReportedOutcome) {
        let mustBegin = state.withLock { state in
            guard state.waiting.count < Self.waitingCountMax else {
                state.lostCount += 1
                return false
            }
            state.waiting.append(report)
            defer { state.isSending = true }
            return !state.isSending
        }
        guard mustBegin else { return }
        nursery.add { [weak self] _ in await self?.send() }
    }

    /// Sends what waits, within a moment: who stops cannot wait for a registry that is away.
    func finish() async {
        let deadline = time.moment().advanced(by: Self.finishMax)
        while true {
            let batch = state.withLock { state in
                let batch = Array(state.waiting.prefix(Self.batchCountMax))
                state.waiting.removeFirst(batch.count)
                return batch
            }
            let left = time.moment().duration(to: deadline)
            guard !batch.isEmpty, left > .zero else { return }
            do throws(RegistryError) { try await time.limit(left) { [source] in try await source.share(batch) } } catch
            {
                return state.withLock { $0.lostCount += batch.count }
            }
        }
    }

    /// Sends until nothing waits, so that a caller at rest keeps no timer.
    private func send() async {
        var wasFull = false
        while true {
            // Gathered first, unless more waits than one batch holds. A cancelled wait ends in the same way as one that is over: what waits is given up below.
            if !wasFull { try? await time.sleep(until: time.moment().advanced(by: Self.pause)) }
            let batch = state.withLock { state in
                let batch = Task.isCancelled ? [] : Array(state.waiting.prefix(Self.batchCountMax))
                state.waiting.removeFirst(batch.count)
                state.isSending = !batch.isEmpty
                return batch
            }
            guard !batch.isEmpty else { return }
            wasFull = batch.count == Self.batchCountMax
            do throws(RegistryError) {
                try await time.limit(Self.sendMax) { [source] in try await source.share(batch) }
            } catch { state.withLock { $0.lostCount += batch.count } }
        }
    }
}
