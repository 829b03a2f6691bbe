/// What is known of the calls to one instance.
package struct InstanceLoad: Sendable, Hashable {
    /// Calls begun and not finished.
    package fileprivate(set) var outstanding = 0
    package fileprivate(set) var latency = PeakLatency()

    package init() {}
}

/// Outstanding calls and latency of a service's instances, by slot. All policies of the service share one table.
package struct LoadTable: Sendable {
    private var loads: [InstanceLoad] = []

    package init() {}

    /// A slot that was never used is idle.
    package subscript(slot: Int) -> InstanceLoad {
        loads.indices.contains(slot) ? loads[slot] : InstanceLoad()
    }

    package mutating func started(_ slot: Int) {
        grow(to: slot)
        loads[slot].outstanding += 1
    }

    /// A call ended. `latency` is nil where it says nothing about the instance, as with a call that was cancelled.
    package mutating func finished(_ slot: Int, latency: Duration?, at now: Moment) {
        grow(to: slot)
        // A call may have begun before a `reset`.
        loads[slot].outstanding = max(0, loads[slot].outstanding - 1)
        if let latency { loads[slot].latency.record(latency, at: now) }
    }

    /// A call ended in a way that is the instance's fault. `latency` as with `finished`.
    package mutating func failed(_ slot: Int, latency: Duration?, at now: Moment) {
        finished(slot, latency: latency, at: now)
        loads[slot].latency.punish(at: now)
    }

    /// The slot goes to another instance.
    package mutating func reset(_ slot: Int) {
        guard loads.indices.contains(slot) else { return }
        loads[slot] = InstanceLoad()
    }

    private mutating func grow(to slot: Int) {
        guard slot >= loads.count else { return }
        loads.append(contentsOf: repeatElement(InstanceLoad(), count: slot + 1 - loads.count))
    }
}
