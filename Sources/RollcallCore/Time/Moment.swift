/// A point on the daemon's monotonic clock, in nanoseconds since an origin that only this process knows.
///
/// Leases and schedules are kept in moments; moments are never stored or sent. For people and disks see `WallTime`.
package struct Moment: Sendable, Hashable, Comparable {
    package let nanoseconds: Int64

    package static let zero = Moment(nanoseconds: 0)

    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    package static func < (left: Moment, right: Moment) -> Bool { left.nanoseconds < right.nanoseconds }

    package func advanced(by duration: Duration) -> Moment {
        Moment(nanoseconds: nanoseconds + duration.nanoseconds)
    }

    /// How far `later` lies ahead of this moment; negative when it lies behind.
    package func duration(to later: Moment) -> Duration {
        .nanoseconds(later.nanoseconds - nanoseconds)
    }
}
