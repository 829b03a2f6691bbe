/// The times of a supervised program, and whether it is started again.
package struct SupervisionSettings: Sendable, Equatable {
    package enum Restart: String, Sendable, Equatable, CaseIterable {
        case never
        /// Unless it exits with 0.
        case onFailure = "on_failure"
        case always
    }

    package var restart = Restart.never
    /// How long the program must have lived before it is registered. With checks they say when it is up, and it is
    /// registered at once; without, nothing else keeps one that crashes at once from being shown UP.
    package var settleTime = Duration.zero
    /// From the moment that it gets no more traffic until it is told to stop: for answers on their way, and for those
    /// callers who learn of it late.
    package var drainTime = Duration.seconds(5)
    /// From SIGTERM to SIGKILL. Docker's ten seconds.
    package var grace = Duration.seconds(10)
    /// How long to wait for the registry's word before going on without it.
    package var registryPatience = Duration.seconds(2)
    /// After SIGKILL, what of the program's group is still there cannot be ended by anybody.
    package var killPatience = Duration.seconds(1)
    /// Before the first restart; doubles with each that follows.
    package var backoffFirst = Duration.milliseconds(500)
    package var backoffMax = Duration.seconds(30)
    /// A program that lived this long is not in a crash loop: the back-off begins anew.
    package var stableTime = Duration.seconds(10)

    package init() {}
}

/// The pauses between restarts.
struct RestartBackoff: Sendable, Equatable {
    private var upcoming: Duration?

    mutating func next(afterLiving lived: Duration, _ settings: SupervisionSettings) -> Duration {
        let pause = lived >= settings.stableTime ? settings.backoffFirst : upcoming ?? settings.backoffFirst
        upcoming = min(pause * 2, settings.backoffMax)
        return min(pause, settings.backoffMax)
    }
}
