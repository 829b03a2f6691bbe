import HashTreeCollections

/// The registry as a value: every instance and service at one revision.
///
/// The writer applies commands to it; readers hold a copy. Its collections are persistent, so that a copy costs
/// nothing and a change costs O(log n). Leases' deadlines are not in here: they move with every heartbeat and belong to
/// `LeaseTable`.
package struct RegistryState: Sendable {
    /// Random at creation and after every restore: revisions of different epochs must not be compared.
    package let epoch: String
    package internal(set) var revision: Revision
    private(set) var instances: TreeDictionary<InstanceID, ServiceInstance> = [:]
    var services: TreeDictionary<ServiceName, ServiceEntry> = [:]
    package private(set) var counts = StatusCounts()
    private(set) var flaps: TreeDictionary<InstanceID, FlapScore> = [:]
    /// Whose lease ran out and who was not heard since: checks cannot bring these back, only their providers can.
    private(set) var lapsed: TreeSet<InstanceID> = []
    /// Breakers that ever opened; who has none here is closed.
    private(set) var breakers: TreeDictionary<InstanceID, BreakerRecord> = [:]
    package private(set) var breakerCounts = BreakerCounts()
    /// Of services whose policy was ever set; the others go by the standard one.
    var policies: TreeDictionary<ServiceName, ServicePolicy> = [:]
    /// Evictions wait; see `SelfPreservation`.
    package private(set) var isSelfPreserving = false
    /// Time of the newest event. The wall clock may be set back; the history never goes back in time.
    var lastEventTime: WallTime

    package let instanceCountMax: Int

    package init(
        epoch: String, revision: Revision = .zero, lastEventTime: WallTime = WallTime(milliseconds: 0),
        instanceCountMax: Int = 1_000_000
    ) {
        self.epoch = epoch
        self.revision = revision
        self.lastEventTime = lastEventTime
        self.instanceCountMax = instanceCountMax
    }

    /// Takes in an instance as it was stored. For start-up only.
    package mutating func restore(_ instance: ServiceInstance) {
        place(instance, replacing: nil)
        if instance.status == .down, instance.lastChange.trigger == .leaseExpired { lapsed.insert(instance.id) }
    }

    /// Takes in the status changes of the last hour. For start-up only.
    package mutating func restore(_ id: InstanceID, _ flaps: FlapScore) {
        guard instances[id] != nil else { return }
        self.flaps[id] = flaps
    }

    /// Takes in a breaker as it was stored. For start-up only.
    package mutating func restore(_ id: InstanceID, _ breaker: BreakerRecord) {
        guard instances[id] != nil else { return }
        set(breaker, of: id)
    }

    /// Takes in a policy as it was stored. For start-up only.
    package mutating func restore(_ service: ServiceName, _ policy: ServicePolicy) {
        policies[service] = policy
    }

    /// What a command did.
    package struct Applied: Sendable, Equatable {
        package enum Outcome: Sendable, Equatable { case created, updated, unchanged, removed, noted }

        package let outcome: Outcome
        /// The instance as it is now, or as it was when it was removed; nil for commands about the registry itself.
        package let instance: ServiceInstance?
        package let events: [RegistryEvent]
        package let lease: LeaseEffect?
    }

    /// What a command asks of the lease table, once it is durable.
    package enum LeaseEffect: Sendable, Equatable {
        /// A registration: a full ttl under these terms.
        case grant(InstanceID, LeaseTerms)
        /// Other terms without a sign of life.
        case amend(InstanceID, LeaseTerms)
        case revive(InstanceID)
        case revoke(InstanceID)
    }

    /// Applies `command`, or refuses it and changes nothing. `time` stamps the events.
    package mutating func apply(_ command: RegistryCommand, at time: WallTime) throws(RegistryError) -> Applied {
        let time = max(time, lastEventTime)
        switch command {
        case .register(let registration, let initialStatus):
            return try register(registration, initialStatus, time)
        case .update(let id, let patch, let expected):
            let instance = try known(id, expected)
            do {
                return change(instance, to: try patch.applied(to: instance.registration), time)
            } catch { throw .invalid(error) }
        case .deregister(let id, let expected, let cause):
            return remove(try known(id, expected), .deregistered, cause, time)
        case .transition(let id, let event, let expected, let cause):
            return transition(try known(id, expected), event, cause, time)
        case .revive(let id):
            return revive(try known(id), time)
        case .expireLease(let id, let cause):
            let expired = move(try known(id), on: .leaseExpired, cause, time)
            lapsed.insert(id)
            return expired
        case .evict(let id, let cause):
            return remove(try known(id), .evicted, cause, time)
        case .breaker(let id, let from, let record):
            return note(try known(id), from, record, time)
        case .setPolicy(let service, let policy):
            return try set(policy, of: service, time)
        case .selfPreservation(let finding):
            isSelfPreserving = finding.isActive
            let share = "\(finding.count) of \(finding.leaseCount) leases"
            let cause =
                finding.isActive
                ? "\(share) ran out within one window: evictions pause"
                : "\(share) are still out: evictions go on"
            return note(.selfPreservation(isActive: finding.isActive), cause, time)
        case .started(let cause):
            return note(.started, cause, time)
        }
    }

    package func known(_ id: InstanceID, _ expected: Revision? = nil) throws(RegistryError) -> ServiceInstance {
        guard let instance = instances[id] else { throw .unknownInstance(id) }
        if let expected, expected != instance.revision {
            throw .revisionConflict(id, expected: expected, actual: instance.revision)
        }
        return instance
    }
}

// MARK: - One command each

extension RegistryState {
    private mutating func register(
        _ registration: Registration, _ initialStatus: ServiceStatus?, _ time: WallTime
    ) throws(RegistryError) -> Applied {
        if let present = instances[registration.id] {
            guard present.service == registration.service else {
                throw .serviceConflict(registration.id, registered: present.service, asked: registration.service)
            }
            let changed = change(present, to: registration, time)
            guard let instance = changed.instance else { return changed }
            let revived = revive(instance, time)
            let events = changed.events + revived.events
            return Applied(
                outcome: events.isEmpty ? .unchanged : .updated, instance: revived.instance, events: events,
                lease: .grant(registration.id, registration.lease))
        }
        guard instances.count < instanceCountMax else { throw .tooManyInstances(limit: instanceCountMax) }
        let status = initialStatus ?? (registration.checks.isEmpty ? .up : .starting)
        revision = revision.next
        let cause =
            "\(registration.address.urlHost):\(registration.port), lease \(DurationText.format(registration.lease.ttl))"
        let instance = ServiceInstance(
            registration, status: status, lastChange: StatusChange(trigger: nil, cause: "registered", at: time),
            created: time, updated: time, revision: revision)
        place(instance, replacing: nil)
        let event = self.event(.registered(instance), instance, cause, time)
        return Applied(
            outcome: .created, instance: instance, events: [event], lease: .grant(instance.id, registration.lease))
    }

    /// Lays `registration` over a known instance.
    private mutating func change(
        _ present: ServiceInstance, to registration: Registration, _ time: WallTime
    ) -> Applied {
        let fields = present.registration.fieldsDiffering(from: registration)
        guard !fields.isEmpty else {
            return Applied(outcome: .unchanged, instance: present, events: [], lease: nil)
        }
        revision = revision.next
        var instance = present
        instance.registration = registration
        instance.updated = time
        instance.revision = revision
        place(instance, replacing: present)
        let cause = registration.words(for: fields, since: present.registration)
        let updated = event(.updated(instance, fields: fields), instance, cause, time)
        let lease = fields.contains("lease") ? LeaseEffect.amend(instance.id, registration.lease) : nil
        let settled =
            fields.contains("checks") && registration.checks.isEmpty
            ? settle(instance, "its checks were removed", time)
            : Applied(outcome: .updated, instance: instance, events: [], lease: nil)
        return Applied(
            outcome: .updated, instance: settled.instance, events: [updated] + settled.events, lease: lease)
    }

    /// A heartbeat. After a lapse it is all the health there is to see of an instance without checks; one with checks
    /// comes back with its next passing result.
    private mutating func revive(_ instance: ServiceInstance, _ time: WallTime) -> Applied {
        let hadLapsed = lapsed.remove(instance.id) != nil
        let settled =
            hadLapsed && instance.registration.checks.isEmpty
            ? settle(instance, "heartbeat after its lease had run out", time)
            : Applied(outcome: .unchanged, instance: instance, events: [], lease: nil)
        return Applied(
            outcome: settled.outcome, instance: settled.instance, events: settled.events, lease: .revive(instance.id))
    }

    /// Counts as a passing check.
    private mutating func settle(_ instance: ServiceInstance, _ cause: String, _ time: WallTime) -> Applied {
        guard !lapsed.contains(instance.id) else {
            return Applied(outcome: .unchanged, instance: instance, events: [], lease: nil)
        }
        // The first pass of a STARTING instance is its `ready`.
        return move(instance, on: instance.status == .starting ? .ready : .healthCheckPass, cause, time)
    }

    private mutating func transition(
        _ instance: ServiceInstance, _ event: StatusEvent, _ cause: String, _ time: WallTime
    ) -> Applied {
        if event == .healthCheckPass { return settle(instance, cause, time) }
        let moved = move(instance, on: event, cause, time)
        guard event == .resume, let resumed = moved.instance, resumed.registration.checks.isEmpty else { return moved }
        let ready = settle(resumed, "it has no checks to wait for", time)
        return Applied(
            outcome: ready.outcome == .unchanged ? moved.outcome : ready.outcome, instance: ready.instance,
            events: moved.events + ready.events, lease: nil)
    }

    private mutating func move(
        _ present: ServiceInstance, on event: StatusEvent, _ cause: String, _ time: WallTime
    ) -> Applied {
        let status = present.status.next(on: event)
        guard status != present.status else {
            return Applied(outcome: .unchanged, instance: present, events: [], lease: nil)
        }
        revision = revision.next
        var instance = present
        instance.status = status
        instance.lastChange = StatusChange(trigger: event, cause: cause, at: time)
        instance.updated = time
        instance.revision = revision
        place(instance, replacing: present)
        flaps[instance.id, default: FlapScore()].record(time)
        let kind = RegistryEvent.Kind.status(from: present.status, to: status, on: event)
        let event = self.event(kind, instance, cause, time)
        return Applied(outcome: .updated, instance: instance, events: [event], lease: nil)
    }

    private mutating func remove(
        _ instance: ServiceInstance, _ kind: RegistryEvent.Kind, _ cause: String, _ time: WallTime
    ) -> Applied {
        revision = revision.next
        instances[instance.id] = nil
        flaps[instance.id] = nil
        lapsed.remove(instance.id)
        set(nil, of: instance.id)
        counts.add(instance.status, -1)
        services[instance.service]?.instances.remove(instance.id)
        services[instance.service]?.counts.add(instance.status, -1)
        services[instance.service]?.revision = revision
        let event = self.event(kind, instance, cause, time)
        return Applied(outcome: .removed, instance: instance, events: [event], lease: .revoke(instance.id))
    }

    mutating func set(_ breaker: BreakerRecord?, of id: InstanceID) {
        if let present = breakers[id] { breakerCounts.add(present.state, isForced: present.isForced, -1) }
        if let breaker { breakerCounts.add(breaker.state, isForced: breaker.isForced) }
        breakers[id] = breaker
    }

    private mutating func note(_ kind: RegistryEvent.Kind, _ cause: String, _ time: WallTime) -> Applied {
        revision = revision.next
        lastEventTime = time
        let event = RegistryEvent(revision: revision, time: time, kind: kind, cause: cause)
        return Applied(outcome: .noted, instance: nil, events: [event], lease: nil)
    }

    mutating func event(
        _ kind: RegistryEvent.Kind, _ instance: ServiceInstance, _ cause: String, _ time: WallTime
    ) -> RegistryEvent {
        lastEventTime = time
        return RegistryEvent(
            revision: revision, time: time, kind: kind, instance: instance.id, service: instance.service, cause: cause)
    }

    private mutating func place(_ instance: ServiceInstance, replacing present: ServiceInstance?) {
        instances[instance.id] = instance
        counts.add(instance.status)
        var entry = services[instance.service] ?? ServiceEntry(revision: instance.revision)
        entry.counts.add(instance.status)
        if let present {
            counts.add(present.status, -1)
            entry.counts.add(present.status, -1)
        } else {
            entry.instances.insert(instance.id)
            if services[instance.service] == nil { forgetEmptyServices() }
        }
        entry.revision = max(entry.revision, instance.revision)
        services[instance.service] = entry
    }
}

extension RegistryState {
    /// Services without instances are remembered for those who ask, but strangers must not fill memory with names.
    private mutating func forgetEmptyServices() {
        guard services.count > instances.count + Self.emptyServiceCountMax else { return }
        services = services.filter { !$0.value.instances.isEmpty }
    }

    private static let emptyServiceCountMax = 1_000
}
