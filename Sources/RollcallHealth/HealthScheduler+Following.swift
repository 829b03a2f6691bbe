import Logging
import RollcallCore
import RollcallRegistry

extension HealthScheduler {
    /// Follows the registry until it stops or the task is cancelled. Who falls behind looks at the whole and goes on.
    func follow(after revision: Revision) async throws {
        var revision = revision
        while true {
            do {
                for try await events in try engine.watch(.all, after: revision) { await take(events) }
                try Task.checkCancellation()
                return
            } catch let error as CancellationError {
                throw error
            } catch WatchError.stopping {
                return
            } catch {
                logger.warning(
                    "Lost touch with the registry; reading all of it again", metadata: ["problem": "\(error)"])
                try await engine.time.sleep(until: engine.time.moment().advanced(by: limits.followRetry))
                revision = catchUp(with: engine.snapshot, isInitial: false)
            }
        }
    }
}
