import RollcallCore

/// The breakers of a service that are open at the registry, as far as this process was told. How long they stay open is
/// reckoned from when it was told: the two clocks need not agree.
struct HeldBreakers {
    struct Hold {
        /// Nil until the registry closes it.
        let until: Moment?
        let reason: String
    }

    private(set) var holds: [InstanceID: Hold] = [:]

    mutating func hold(_ id: InstanceID, for time: Duration?, cause: String, at now: Moment) {
        holds[id] = Hold(until: time.map { now.advanced(by: $0) }, reason: "at the registry: \(cause)")
    }

    mutating func release(_ id: InstanceID) { holds[id] = nil }
    mutating func releaseAll() { holds = [:] }
}

extension PickerTable.Entry {
    /// Whether `found` tells something that the picker does not know; what is older than it knows does not.
    func isNews(_ found: DiscoveredService) -> Bool {
        guard let position, position.epoch == found.position.epoch else { return true }
        if found.position.revision < position.revision { return false }
        return found.position.revision > position.revision || memberCount != found.all.count
    }

    mutating func hear(_ event: RegistryEvent, at now: Moment) {
        switch event.kind {
        case .policy(let policy):
            newsCount += 1
            picker.setPolicy(policy, at: now)
        case .breaker(_, let record):
            newsCount += 1
            guard let id = event.instance else { return }
            follow(record, of: id, at: now)
        default: break
        }
    }

    private mutating func follow(_ record: BreakerRecord, of id: InstanceID, at now: Moment) {
        switch record.state {
        case .open:
            let time = record.openUntil.map { max(.zero, record.since.duration(to: $0)) }
            held.hold(id, for: time, cause: record.cause, at: now)
            trip(id, at: now)
        case .closed: release(id, "at the registry: \(record.cause)", at: now)
        case .halfOpen: break
        }
    }

    /// Takes over all that is open at the registry: what opened and what was closed without this process hearing of it.
    mutating func replaceHeld(_ open: [OpenBreaker], at now: Moment) {
        let wanted = Set(open.map(\.instance))
        for breaker in picker.breakers where breaker.isForced && !wanted.contains(breaker.instance) {
            release(breaker.instance, "closed at the registry", at: now)
        }
        held.releaseAll()
        for breaker in open where breaker.opensIn.map({ $0 > .zero }) ?? true {
            held.hold(breaker.instance, for: breaker.opensIn, cause: breaker.cause, at: now)
            if picker.breaker(of: breaker.instance)?.isForced != true { trip(breaker.instance, at: now) }
        }
    }

    /// Keeps calls from those that the picker has come to know since it was told of their breakers.
    mutating func hold(at now: Moment) {
        for (id, hold) in held.holds {
            if let until = hold.until, until <= now {
                held.release(id)
            } else if picker.breaker(of: id)?.isForced == false {
                trip(id, at: now)
            }
        }
    }

    private mutating func trip(_ id: InstanceID, at now: Moment) {
        guard let hold = held.holds[id] else { return }
        _ = picker.trip(id, for: hold.until.map { now.duration(to: $0) }, reason: hold.reason, at: now)
    }

    private mutating func release(_ id: InstanceID, _ reason: String, at now: Moment) {
        held.release(id)
        guard picker.breaker(of: id)?.isForced == true else { return }
        _ = picker.reset(id, reason: reason, at: now)
    }
}
