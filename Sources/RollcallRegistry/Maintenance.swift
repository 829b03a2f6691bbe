import RollcallCore

extension RegistryEngine {
    /// Has last renewals written down and old events dropped from time to time, until the task is cancelled.
    package func maintain() async throws {
        while !Task.isCancelled {
            try await time.sleep(until: time.moment().advanced(by: limits.maintenanceInterval))
            _ = queue.put(.maintenance)
        }
    }
}
