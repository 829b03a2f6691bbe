import RollcallCore

extension Timekeeper {
    /// Does `body`, and cancels it when it takes longer than `limit`.
    ///
    /// - Throws: `RegistryError.unavailable` when it did; what `body` throws otherwise.
    func limit<Result: Sendable>(
        _ limit: Duration, _ body: @Sendable @escaping () async throws -> Result
    ) async throws(RegistryError) -> Result {
        let deadline = moment().advanced(by: limit)
        do {
            return try await withThrowingTaskGroup(of: Result.self) { group in
                group.addTask { try await body() }
                group.addTask {
                    try await sleep(until: deadline)
                    throw RegistryError.unavailable("The registry took longer than \(DurationText.format(limit)).")
                }
                defer { group.cancelAll() }
                guard let result = try await group.next() else { throw CancellationError() }
                return result
            }
        } catch let error as RegistryError {
            throw error
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .unavailable("The registry could not be asked: \(error).")
        }
    }
}
