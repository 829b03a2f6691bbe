import RollcallCore

/// Whom a pick may fall on, found by walking all instances for each rung of the ladder.
struct NaivePicker {
    let instances: [ServiceInstance]
    let policy: ServicePolicy
    let breakers: [InstanceID: CircuitBreaker]
    let now: Moment

    struct Answer: Equatable {
        var ids: Set<String> = []
        var isProbe = false
        var isPanic = false
    }

    func answer(_ request: PickRequest) -> Answer {
        let due = instances.filter { request.mayProbe && isDue($0) && !request.excluded.contains($0.id) }
        if request.excluded.isEmpty, !due.isEmpty { return Answer(ids: names(due), isProbe: true) }
        let healthy = instances.filter(isPickable)
        if !isPanic {
            let left = healthy.filter { !request.excluded.contains($0.id) }
            if let best = left.map(\.registration.priority).min() {
                let first = left.filter { $0.registration.priority == best }
                let near = first.filter {
                    policy.prefersZone && request.zone != "" && $0.registration.zone == request.zone
                }
                return Answer(ids: names(near.isEmpty ? first : near))
            }
            if !due.isEmpty { return Answer(ids: names(due), isProbe: true) }
            if policy.panicThreshold == 0 { return Answer() }
        }
        let any = instances.filter { instance in
            instance.status != .outOfService && instance.registration.trafficWeight > 0
                && !request.excluded.contains(instance.id)
        }
        if isPanic, any.isEmpty, !due.isEmpty { return Answer(ids: names(due), isProbe: true) }
        return Answer(ids: names(any), isPanic: !any.isEmpty)
    }

    var isPanic: Bool {
        let judged = instances.filter {
            ($0.status == .up || $0.status == .down) && $0.registration.trafficWeight > 0
        }
        return Double(judged.count(where: isPickable)) < policy.panicThreshold * Double(judged.count)
    }

    func isEligible(_ instance: ServiceInstance) -> Bool {
        instance.status == .up && instance.registration.trafficWeight > 0
    }

    func isPickable(_ instance: ServiceInstance) -> Bool {
        isEligible(instance) && breakers[instance.id]?.isClosed == true
    }

    func isDue(_ instance: ServiceInstance) -> Bool {
        guard isEligible(instance), let breaker = breakers[instance.id] else { return false }
        switch breaker.state {
        case .closed: return false
        case .open(let open): return open.until.map { $0 <= now } ?? false
        case .halfOpen(let halfOpen):
            return halfOpen.probes.count { $0.deadline > now } < policy.breaker.probeCountMax
        }
    }

    /// Kept from calls by a breaker, and how many may be.
    var ejection: (count: Int, most: Int) {
        let eligible = instances.filter(isEligible)
        let share = (policy.ejectionShare * Double(eligible.count)).rounded(.down)
        let most = eligible.count < 2 ? eligible.count : min(max(1, Int(share)), eligible.count - 1)
        return (eligible.count { !isPickable($0) }, most)
    }

    private func names(_ instances: [ServiceInstance]) -> Set<String> { Set(instances.map(\.id.text)) }
}
