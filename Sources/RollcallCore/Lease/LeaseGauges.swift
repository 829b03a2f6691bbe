/// How the leases stand as a whole.
package struct LeaseGauges: Sendable, Equatable {
    package var held = 0
    /// Ran out, and not evicted yet.
    package var expired = 0
    /// Held, with less than 5 s and less than 15 s left. The second counts the first again.
    package var under5s = 0
    package var under15s = 0
    package var renewalsPerSecond = 0.0
}

extension LeaseTable {
    /// Walks all leases: not for every watcher, but once a second for all of them.
    package func gauges(at now: Moment) -> LeaseGauges {
        var gauges = LeaseGauges()
        let (soon, sooner) = (now.advanced(by: .seconds(15)), now.advanced(by: .seconds(5)))
        forEach { lease in
            guard lease.phase == .held else {
                gauges.expired += 1
                return
            }
            gauges.held += 1
            guard lease.deadline < soon else { return }
            gauges.under15s += 1
            if lease.deadline < sooner { gauges.under5s += 1 }
        }
        gauges.renewalsPerSecond = renewals.perSecond(at: now)
        return gauges
    }
}
