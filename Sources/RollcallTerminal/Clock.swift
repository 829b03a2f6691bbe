import CTerminal
import RollcallCore

extension Moment {
    /// The machine's monotonic clock.
    static var current: Moment { Moment(nanoseconds: ct_monotonic_nanoseconds()) }
}

extension WallTime {
    static var current: WallTime { WallTime(milliseconds: ct_wall_milliseconds()) }
}
