import RollcallCore
import RollcallRegistry
import RollcallWire

/// What is the same for all who ask within a second, because it takes a walk over all leases or a look at the disk.
struct SharedGauges: Sendable {
    let leases: StatusView.Leases
    let breakers: PulseView.Breakers
    let store: PulseView.Store
    let watchers: Int

    init(_ engine: RegistryEngine) {
        let snapshot = engine.snapshot
        let sizes = engine.store.sizes()
        leases = StatusView.Leases(
            engine.leaseGauges(), expiredLastHour: engine.minuteHistory.sum(.expired, at: engine.time.wallTime()))
        breakers = PulseView.Breakers(
            open: snapshot.breakerCounts.open, halfOpen: snapshot.breakerCounts.halfOpen,
            forced: snapshot.breakerCounts.forced)
        store = PulseView.Store(
            databaseBytes: sizes.databaseBytes, walBytes: sizes.walBytes,
            events: snapshot.revision.number - engine.historyFloor.number,
            commitMillisecondsP99: engine.commitMillisecondsP99, diskUsedShare: sizes.diskUsedShare)
        watchers = engine.watcherCount
    }
}

extension API {
    /// What every watch says once a second.
    func pulse() -> PulseView {
        let now = engine.time.moment()
        let shared = gauges.value(at: now)
        let snapshot = engine.snapshot
        return PulseView(
            epoch: snapshot.epoch, revision: snapshot.revision.number, time: engine.time.wallTime().description,
            monotonicMilliseconds: now.nanoseconds / 1_000_000, instances: CountsView(snapshot.counts),
            services: snapshot.serviceCount, leases: shared.leases, breakers: shared.breakers, store: shared.store,
            watchers: shared.watchers, selfPreservation: snapshot.isSelfPreserving)
    }
}

extension StatusView.Leases {
    init(_ gauges: LeaseGauges, expiredLastHour: Int) {
        self.init(held: gauges.held, expired: gauges.expired)
        under5s = gauges.under5s
        under15s = gauges.under15s
        renewalsPerSecond = gauges.renewalsPerSecond
        self.expiredLastHour = expiredLastHour
    }
}
