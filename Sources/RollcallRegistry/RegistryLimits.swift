package import RollcallCore

/// The bounds and paces of the registry's shell.
package struct RegistryLimits: Sendable {
    package var instanceCountMax = 1_000_000
    /// Commands in one transaction.
    package var batchCountMax = 1_024
    /// Commands that may wait for the writer before further ones are refused.
    package var waitingCountMax = 65_536
    /// Bursts a watcher may lag behind before it is cut off.
    package var watchBufferCountMax = 1_024
    /// Newest events kept in memory, so that watchers resume without reading the disk.
    package var recentEventCountMax = 16_384
    /// Leases settled in one sweep.
    package var sweepCountMax = 1_024
    /// A sweep this late means that the machine slept or the process was stopped: nobody could renew meanwhile.
    package var stallMin = Duration.seconds(1)
    /// How often last renewals are written down and old events dropped.
    package var maintenanceInterval = Duration.seconds(60)
    /// Events dropped in one transaction.
    package var compactionCountMax = 2_000
    package var selfPreservation = SelfPreservation.Settings()
    package var retention = Retention()

    package init() {}
}
