package import RollcallCore
import RollcallWire

/// Who is there: the registry as the dashboard knows it. A change costs the same however many instances there are.
package struct Census: Sendable, Equatable {
    package private(set) var instances: [String: Sighting] = [:]
    package private(set) var services: [String: ServiceTally] = [:]
    package private(set) var zones: [String: ZoneTally] = [:]
    package private(set) var breakers = BreakerBoard()
    package private(set) var counts = StatusCounts()
    /// Instances that calls may be sent to.
    package private(set) var pickable = 0
    /// Breakers and what changed within the hour are of the present only.
    var isPast = false
    private var states = [Int](repeating: 0, count: ServiceState.allCases.count)

    package func count(_ state: ServiceState) -> Int { states[state.rawValue] }

    init() {}

    init(past views: [InstanceView]) {
        self.init(views, services: [], at: .zero)
        isPast = true
    }

    init(_ views: [InstanceView], services: [ServiceView], at now: Moment) {
        for view in views { put(Sighting(view, at: now)) }
        take(services)
    }

    mutating func put(_ new: Sighting) {
        if let known = instances[new.view.id], known.view.name != new.view.name { remove(known.view.id) }
        let old = instances.updateValue(new, forKey: new.view.id)
        if let old { count(old, -1) }
        count(new, 1)
        change(new.view.name) { tally in
            tally.ids.insert(new.view.id)
            tally.noteChange(new.since)
        }
    }

    mutating func remove(_ id: String) {
        guard let old = instances.removeValue(forKey: id) else { return }
        count(old, -1)
        breakers.set(nil, of: id)
        change(old.view.name) { $0.ids.remove(id) }
    }

    mutating func set(_ breaker: BreakerBoard.Standing?, of id: String) {
        guard let sighting = instances[id] else { return }
        count(sighting, -1)
        breakers.set(breaker, of: id)
        count(sighting, 1)
    }

    mutating func noteChange(of service: String, at time: WallTime?) {
        guard services[service] != nil else { return }
        change(service) { $0.noteChange(time) }
    }

    mutating func setLastChange(of service: String, to time: WallTime?) {
        guard services[service] != nil else { return }
        change(service) { $0.lastChange = time }
    }

    /// A service without instances is not there.
    mutating func dropIfEmpty(_ service: String) {
        guard let tally = services[service], tally.ids.isEmpty else { return }
        states[tally.state.rawValue] -= 1
        services[service] = nil
    }

    /// What the daemon counted of each service, and those that have no instances.
    mutating func take(_ views: [ServiceView]) {
        for view in views {
            change(CellText.sanitized(view.name)) { $0.changesLastHour = view.changesLastHour ?? $0.changesLastHour }
        }
    }

    mutating func noteStatusChange(of service: String) {
        guard !isPast else { return }
        change(service) { $0.changesLastHour += 1 }
    }

    /// Adds `sighting` to what is counted, or takes it away.
    private mutating func count(_ sighting: Sighting, _ count: Int) {
        let breaker = breakers[sighting.view.id]
        counts.add(sighting.view.status, count)
        if Pickability(sighting, breaker) == .yes { pickable += count }
        zones[sighting.view.zone, default: ZoneTally()].count(sighting, breaker, count)
        if zones[sighting.view.zone]?.total == 0 { zones[sighting.view.zone] = nil }
        change(sighting.view.name) { $0.count(sighting, breaker, count) }
    }

    /// Changes the tally of a service, which begins empty, and the number of services in each state with it.
    private mutating func change(_ name: String, _ body: (inout ServiceTally) -> Void) {
        if let state = services[name]?.state { states[state.rawValue] -= 1 }
        body(&services[name, default: ServiceTally(name: name)])
        if let state = services[name]?.state { states[state.rawValue] += 1 }
    }
}
