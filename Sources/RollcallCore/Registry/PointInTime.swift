/// A point in the history, by number or by the clock.
package enum PointInTime: Sendable, Equatable {
    case revision(Revision)
    /// The newest revision whose event is not later.
    case time(WallTime)
}

/// The registry as it was.
package struct PastRegistry: Sendable, Equatable {
    package let revision: Revision
    /// When the event of that revision happened; nil at revision zero.
    package let time: WallTime?
    /// In order of their ids.
    package let instances: [ServiceInstance]

    package init(revision: Revision, time: WallTime?, instances: [ServiceInstance]) {
        self.revision = revision
        self.time = time
        self.instances = instances
    }
}
