#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import RollcallCore

/// The system's clocks. Moments count on while the machine sleeps, so that waking up is noticed.
struct ProcessTime: Timekeeper {
    private let origin = ContinuousClock.now

    func moment() -> Moment {
        Moment(nanoseconds: origin.duration(to: .now).nanoseconds)
    }

    func wallTime() -> WallTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(milliseconds: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }

    func sleep(until moment: Moment) async throws {
        try await Task.sleep(
            until: origin.advanced(by: .nanoseconds(moment.nanoseconds)), tolerance: .zero, clock: .continuous)
    }
}
