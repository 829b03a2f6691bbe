import UnixSignals

/// The first SIGINT or SIGTERM as a way to end, instead of an end.
enum Interruption {
    /// Runs `body` until it ends by itself or the program is interrupted; then it is cancelled and `run` returns.
    static func run(_ body: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await body() }
            group.addTask {
                for await _ in await UnixSignalsSequence(trapping: .sigint, .sigterm) { return }
                // The sequence ends without a signal only when this task is cancelled.
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
