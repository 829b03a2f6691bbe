import Synchronization

/// Cuts a wait short. A ring while nobody waits is not kept.
final class RetryBell: Sendable {
    private let waiter = Mutex<CheckedContinuation<Void, Never>?>(nil)

    func ring() {
        waiter.withLock { $0.take() }?.resume()
    }

    /// Returns after `duration` or when somebody rings.
    func wait(for duration: Duration) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Task.sleep(for: duration) }
            group.addTask { await self.rung() }
            defer { group.cancelAll() }
            try await group.next()
        }
        try Task.checkCancellation()
    }

    private func rung() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiter.withLock { $0 = continuation }
                // The cancellation may have come before there was anything to resume.
                if Task.isCancelled { ring() }
            }
        } onCancel: {
            ring()
        }
    }
}
