import RollcallCore
import RollcallWire

extension Census {
    /// The registry after `event`. False when the event is about an instance that should be here and is not.
    mutating func fold(_ event: EventView, at now: Moment) -> Bool {
        let time = WallTime(rfc3339: event.time)
        if let after = event.after {
            var sighting = Sighting(after, at: now)
            if let known = instances[sighting.view.id] { sighting.keepLiveParts(of: known) }
            put(sighting)
            noteChange(of: CellText.sanitized(after.name), at: time)
            return true
        }
        guard let instance = event.instance.map({ CellText.sanitized($0) }) else { return true }
        switch EventKind(rawValue: event.kind) {
        case .status:
            guard let to = event.to, var sighting = instances[instance] else { return false }
            var view = sighting.view
            view.status = to
            view.statusCause = CellText.sanitized(event.cause)
            view.statusTrigger = event.on
            view.statusSince = CellText.sanitized(event.time)
            view.updated = view.statusSince
            view.revision = event.revision
            view.changesLastHour = view.changesLastHour.map { $0 + 1 }
            if event.on == .leaseExpired { view.lease.expiresInMilliseconds = nil }
            sighting.view = view
            sighting.since = time
            put(sighting)
            noteStatusChange(of: view.name)
        case .deregistered, .evicted:
            guard let service = instances[instance]?.view.name else { return false }
            remove(instance)
            noteChange(of: service, at: time)
        case .registered, .updated: return false
        case .breaker: foldBreaker(event, of: instance)
        case .policy, .selfPreservation, .started, nil: break
        }
        return true
    }

    /// Puts in what a refresh brought, unless events have overtaken it.
    mutating func refresh(_ view: InstanceView, at now: Moment) {
        let sighting = Sighting(view, at: now)
        guard let known = instances[sighting.view.id], known.view.revision <= view.revision else { return }
        put(sighting)
    }
}
