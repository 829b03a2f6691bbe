import HashTreeCollections

/// Breakers and policies: what callers found out and what operators set. They belong to the service, so its watchers
/// hear of them; the instances stay as they are.
extension RegistryState {
    package static let policyCountMax = 100_000

    package func breaker(_ id: InstanceID) -> BreakerRecord? { breakers[id] }
    package func policy(_ service: ServiceName) -> ServicePolicy? { policies[service] }

    /// Those with a breaker that is not closed, in order of their names.
    package var servicesWithOpenBreakers: [ServiceName] {
        let ids = breakers.lazy.filter { $0.value.state != .closed }.map(\.key)
        return Set(ids.compactMap { self[$0]?.service }).sorted()
    }

    mutating func note(
        _ instance: ServiceInstance, _ from: BreakerState, _ record: BreakerRecord, _ time: WallTime
    ) -> Applied {
        revision = revision.next
        set(record, of: instance.id)
        services[instance.service]?.revision = revision
        let event = event(.breaker(from: from, record), instance, record.cause, time)
        return Applied(outcome: .noted, instance: instance, events: [event], lease: nil)
    }

    mutating func set(
        _ policy: ServicePolicy, of service: ServiceName, _ time: WallTime
    ) throws(RegistryError) -> Applied {
        let present = policies[service]
        guard present != policy else { return Applied(outcome: .unchanged, instance: nil, events: [], lease: nil) }
        // Names come from strangers, and a policy outlives the instances of its service.
        guard present != nil || policies.count < Self.policyCountMax else {
            throw .tooManyPolicies(limit: Self.policyCountMax)
        }
        revision = revision.next
        policies[service] = policy
        services[service]?.revision = revision
        lastEventTime = time
        let event = RegistryEvent(
            revision: revision, time: time, kind: .policy(policy), service: service,
            cause: policy.words(since: present ?? .standard))
        return Applied(outcome: present == nil ? .created : .updated, instance: nil, events: [event], lease: nil)
    }
}
