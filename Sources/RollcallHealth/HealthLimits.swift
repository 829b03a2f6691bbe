/// The bounds and paces of the checks.
package struct HealthLimits: Sendable {
    /// Probes at once, all targets together.
    package var inFlightMax = 512
    /// Probes at once of one address and port.
    package var perTargetMax = 2
    /// The first probe of a new check lies within this time after its initial delay, or within its interval if that is
    /// shorter. After a restart of the daemon the first probes spread over the whole interval.
    package var firstSpreadMax = Duration.seconds(1)
    /// A wake-up this late means that the machine slept or the process was stopped: nobody could report meanwhile.
    package var stallMin = Duration.seconds(1)
    /// How long to wait before following the registry again after an error.
    package var followRetry = Duration.milliseconds(100)

    package init() {}
}
