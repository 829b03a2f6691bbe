import RollcallCore

/// How one try of a call ended.
enum Attempt<Result: Sendable>: Sendable {
    case returned(Result)
    case threw(any Error)
    /// It did not end in time and was cancelled.
    case ranOut

    func get() throws -> Result {
        switch self {
        case .returned(let result): return result
        case .threw(let error): throw error
        case .ranOut: throw CancellationError()
        }
    }

    /// Makes a call, and cancels it at `deadline`.
    static func make(
        until deadline: Moment, _ time: any Timekeeper, _ body: @escaping @Sendable () async throws -> Result
    ) async -> Attempt {
        await withTaskGroup(of: Attempt.self) { group in
            group.addTask { do { return .returned(try await body()) } catch { return .threw(error) } }
            group.addTask {
                do {
                    try await time.sleep(until: deadline)
                    return .ranOut
                } catch { return .threw(error) }
            }
            defer { group.cancelAll() }
            return await group.next() ?? .ranOut
        }
    }
}
