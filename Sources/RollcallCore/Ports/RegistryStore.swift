/// Where the registry is kept. The one implementation today is SQLite; etcd may come.
package protocol RegistryStore: EventHistory {
    /// Everything that was committed, for start-up.
    func load() async throws(StoreError) -> StoredRegistry
    /// Writes `batch` in one transaction. Returning means that it survives a kill -9 and a power cut.
    func commit(_ batch: StoreBatch) async throws(StoreError)
    /// Drops events beyond `retention`, at most `countMax` of them.
    ///
    /// - Returns: the floor afterwards, and whether more is left to drop.
    func compact(_ retention: Retention, now: WallTime, countMax: Int) async throws(StoreError) -> (
        floor: Revision, hasMore: Bool
    )
    /// Marks the file as closed in order.
    func close() async throws(StoreError)
    /// What there is to say about the store's size and health.
    func gauges() async throws(StoreError) -> StoreGauges
    /// The part of it that costs next to nothing, for those who ask every second.
    func sizes() -> StoreSizes
}

/// Reading what happened. Also works on the database of a daemon that is not running.
package protocol EventHistory: Sendable {
    func events(_ query: EventQuery) async throws(StoreError) -> EventPage
    /// The registry at `point`; a point below the floor is refused with `.compacted`.
    func registry(at point: PointInTime) async throws(StoreError) -> PastRegistry
}

/// What one transaction writes.
package struct StoreBatch: Sendable {
    /// In order of their revisions, without a gap.
    package var events: [RegistryEvent] = []
    /// The rows as they are after the events; nil for those that are gone.
    package var instances: [InstanceID: ServiceInstance?] = [:]
    package var renewals: [(id: InstanceID, renewed: WallTime)] = []
    /// Nil for those of instances that are gone.
    package var breakers: [InstanceID: BreakerRecord?] = [:]
    package var policies: [ServiceName: ServicePolicy] = [:]
    /// Those of instances that are gone meanwhile are not written.
    package var totals: [InstanceID: TrafficTotals] = [:]

    package init() {}
    package var isEmpty: Bool { events.isEmpty && renewals.isEmpty && instances.isEmpty && totals.isEmpty }

    /// Takes in what a command did.
    package mutating func add(_ applied: RegistryState.Applied) {
        events += applied.events
        for event in applied.events {
            switch event.kind {
            case .registered, .updated, .status:
                if let instance = applied.instance { instances.updateValue(instance, forKey: instance.id) }
            case .deregistered, .evicted:
                guard let id = event.instance else { continue }
                instances.updateValue(nil, forKey: id)
                breakers.updateValue(nil, forKey: id)
            case .breaker(_, let record):
                if let id = event.instance { breakers.updateValue(record, forKey: id) }
            case .policy(let policy):
                if let service = event.service { policies[service] = policy }
            case .selfPreservation, .started: continue
            }
        }
    }
}

/// What a store holds when the daemon starts.
package struct StoredRegistry: Sendable {
    package struct Item: Sendable {
        package let instance: ServiceInstance
        package let renewed: WallTime

        package init(instance: ServiceInstance, renewed: WallTime) {
            self.instance = instance
            self.renewed = renewed
        }
    }

    package let epoch: String
    package let revision: Revision
    package let floor: Revision
    /// Time of the newest event; nil in a new store.
    package let lastEventTime: WallTime?
    package let instances: [Item]
    package let flaps: [InstanceID: FlapScore]
    package let breakers: [InstanceID: BreakerRecord]
    package let policies: [ServiceName: ServicePolicy]
    package let totals: [InstanceID: TrafficTotals]
    /// What was counted in the hour before the newest event.
    package let minutes: MinuteHistory
    /// False after a crash or a kill.
    package let wasClosed: Bool

    package init(
        epoch: String, revision: Revision, floor: Revision, lastEventTime: WallTime?, instances: [Item],
        flaps: [InstanceID: FlapScore], breakers: [InstanceID: BreakerRecord] = [:],
        policies: [ServiceName: ServicePolicy] = [:], totals: [InstanceID: TrafficTotals] = [:],
        minutes: MinuteHistory = MinuteHistory(), wasClosed: Bool
    ) {
        self.epoch = epoch
        self.revision = revision
        self.floor = floor
        self.lastEventTime = lastEventTime
        self.instances = instances
        self.flaps = flaps
        self.breakers = breakers
        self.policies = policies
        self.totals = totals
        self.minutes = minutes
        self.wasClosed = wasClosed
    }
}

/// How much of the history is kept; whichever bound is met first counts.
package struct Retention: Sendable, Equatable {
    package var eventCountMax: Int
    package var ageMax: Duration

    package init(eventCountMax: Int = 10_000_000, ageMax: Duration = .seconds(30 * 86_400)) {
        self.eventCountMax = eventCountMax
        self.ageMax = ageMax
    }
}

package struct StoreSizes: Sendable, Equatable {
    package let databaseBytes: Int64
    package let walBytes: Int64
    /// How much of the disk is taken, 0 to 1; nil where there is none.
    package let diskUsedShare: Double?

    package init(databaseBytes: Int64, walBytes: Int64, diskUsedShare: Double?) {
        self.databaseBytes = databaseBytes
        self.walBytes = walBytes
        self.diskUsedShare = diskUsedShare
    }
}

package struct StoreGauges: Sendable, Equatable {
    package let databaseBytes: Int64
    package let walBytes: Int64
    package let eventCount: Int64
    package let floor: Revision

    package init(databaseBytes: Int64, walBytes: Int64, eventCount: Int64, floor: Revision) {
        self.databaseBytes = databaseBytes
        self.walBytes = walBytes
        self.eventCount = eventCount
        self.floor = floor
    }
}
