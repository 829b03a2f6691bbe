package import RollcallCore
package import RollcallWire

/// An instance as it was last seen, its texts made harmless.
package struct Sighting: Sendable, Equatable {
    package internal(set) var view: InstanceView {
        get { seen.view }
        set { seen = Seen(newValue) }
    }
    /// Held by reference: lists look at ten thousand between two frames, and a view is a large thing to copy.
    private var seen: Seen
    /// When, on our own clock, the lease's remaining time was told.
    package internal(set) var leaseRead: Moment
    package internal(set) var since: WallTime?
    package let trafficWeight: Int

    package init(_ view: InstanceView, at now: Moment) {
        seen = Seen(view.harmless())
        leaseRead = now
        since = WallTime(rfc3339: view.statusSince)
        trafficWeight = Registration.trafficWeight(view.weight, metadata: view.metadata["weight"])
    }

    private final class Seen: Sendable, Equatable {
        let view: InstanceView

        init(_ view: InstanceView) {
            self.view = view
        }

        static func == (left: Seen, right: Seen) -> Bool { left === right || left.view == right.view }
    }

    /// Until the lease runs out, by our own monotonic clock only: neither machine's time of day plays a part.
    package func leaseLeft(at now: Moment) -> Duration? {
        guard let left = view.lease.expiresInMilliseconds else { return nil }
        return max(.zero, .milliseconds(left) - max(.zero, leaseRead.duration(to: now)))
    }

    /// Takes over from `earlier` what an event does not carry.
    mutating func keepLiveParts(of earlier: Sighting) {
        let known = earlier.view
        // One copy is changed and put back: each change in place would make another.
        var view = self.view
        guard view.lease.expiresInMilliseconds == nil, view.lease.evictsInMilliseconds == nil else { return }
        if view.lease.ttl == known.lease.ttl {
            view.lease.expiresInMilliseconds = known.lease.expiresInMilliseconds
            view.lease.evictsInMilliseconds = known.lease.evictsInMilliseconds
            view.lease.renewed = known.lease.renewed
            leaseRead = earlier.leaseRead
        }
        for index in view.checks.indices {
            view.checks[index].state = known.checks.first { $0.definition == view.checks[index].definition }?.state
        }
        view.changesLastHour = known.changesLastHour
        self.view = view
    }
}
