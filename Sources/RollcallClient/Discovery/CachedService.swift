import RollcallCore

/// What is known of one service: its instances at a position of the history, and how long ago that was so.
struct CachedService: Sendable {
    let service: ServiceName
    private(set) var position: RegistryPosition
    /// In order of ids.
    private(set) var all: [ServiceInstance]
    /// A watch tells every change.
    private(set) var isLinked = false
    /// The last moment at which this was known to be how things are.
    private var confirmed: Moment
    /// The position no longer leads to the present: the whole list must be read again.
    private(set) var mustList = false
    /// Known before the registry began anew and not listed since, each until its provider would have been heard. A
    /// daemon that lost its memory says at first that there is nobody; its providers are back within their ttl.
    private var carried: [InstanceID: Moment] = [:]

    init(_ service: ServiceName, _ listing: RegistryListing, at now: Moment) {
        self.service = service
        position = listing.position
        all = listing.instances
        confirmed = now
    }

    mutating func replace(_ listing: RegistryListing, at now: Moment) {
        let listed = Set(listing.instances.map(\.id))
        let isSameRegistry = listing.position.epoch == position.epoch
        let kept = isSameRegistry ? [] : all.filter { !listed.contains($0.id) && (carried[$0.id] ?? now) >= now }
        for instance in kept where carried[instance.id] == nil {
            carried[instance.id] = now.advanced(by: instance.registration.lease.ttl)
        }
        if kept.isEmpty { carried = [:] }
        for id in listed { carried[id] = nil }
        position = listing.position
        all = kept.isEmpty ? listing.instances : (listing.instances + kept).sorted { $0.id < $1.id }
        confirmed = now
        mustList = false
    }

    /// When the next that is only carried along is dropped.
    var nextExpiry: Moment? { carried.values.min() }

    mutating func dropExpired(at now: Moment) {
        let expired = Set(carried.filter { $0.value < now }.keys)
        guard !expired.isEmpty else { return }
        all.removeAll { expired.contains($0.id) }
        for id in expired { carried[id] = nil }
    }

    mutating func linked() {
        isLinked = true
    }

    mutating func unlinked(at now: Moment) {
        if isLinked { confirmed = now }
        isLinked = false
    }

    mutating func outdate() {
        mustList = true
    }

    /// What is known, and whether that may be outdated for longer than `ttl`.
    func answer(at now: Moment, ttl: Duration) -> DiscoveredService {
        DiscoveredService(
            service: service, all: carried.isEmpty ? all : all.filter { (carried[$0.id] ?? now) >= now },
            position: position, isStale: !isLinked && now >= confirmed.advanced(by: ttl))
    }

    // MARK: Changes

    /// Takes in what a watch tells. What the list showed already, because it was read in pages, changes nothing.
    mutating func apply(_ events: [RegistryEvent]) {
        for event in events {
            position.revision = max(position.revision, event.revision)
            guard let id = event.instance else { continue }
            let place = all.partitioningIndex { $0.id >= id }
            let present = all.indices.contains(place) && all[place].id == id ? all[place] : nil
            // Revisions of another epoch say nothing here.
            guard carried.removeValue(forKey: id) != nil || present.map({ $0.revision < event.revision }) ?? true
            else { continue }
            switch event.kind {
            case .registered(let instance), .updated(let instance, _):
                if present == nil { all.insert(instance, at: place) } else { all[place] = instance }
            case .status(_, let to, let trigger):
                guard present != nil else { continue }
                all[place].status = to
                all[place].lastChange = StatusChange(trigger: trigger, cause: event.cause, at: event.time)
                all[place].updated = event.time
                all[place].revision = event.revision
            case .deregistered, .evicted: if present != nil { all.remove(at: place) }
            case .breaker, .policy, .selfPreservation, .started: break
            }
        }
    }
}

extension Array {
    /// The first index from which on `belongs` holds, in an array where it never ceases to hold.
    fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = low + (high - low) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
