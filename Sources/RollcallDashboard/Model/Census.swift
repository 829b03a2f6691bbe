package import RollcallCore
import RollcallWire

/// Who is there: the registry as the dashboard knows it. A change costs the same however many instances there are.
package struct Census: Sendable, Equatable {
    package private(set) var instances: [String: Sighting] = [:]
    package private(set) var services: [String: ServiceTally] = [:]
    package private(set) var counts = StatusCounts()
    private var states = [Int](repeating: 0, count: ServiceState.allCases.count)

    package func count(_ state: ServiceState) -> Int { states[state.rawValue] }

    init() {}

    init(_ views: [InstanceView], services: [ServiceView], at now: Moment) {
        for service in services { change(CellText.sanitized(service.name)) { _ in } }
        for view in views { put(Sighting(view, at: now)) }
    }

    mutating func put(_ new: Sighting) {
        if let known = instances[new.view.id], known.view.name != new.view.name { remove(known.view.id) }
        let old = instances.updateValue(new, forKey: new.view.id)
        if let old { counts.add(old.view.status, -1) }
        counts.add(new.view.status)
        change(new.view.name) { tally in
            if let old { tally.counts.add(old.view.status, -1) }
            tally.counts.add(new.view.status)
            tally.ids.insert(new.view.id)
            tally.noteChange(new.since)
        }
    }

    mutating func remove(_ id: String) {
        guard let old = instances.removeValue(forKey: id) else { return }
        counts.add(old.view.status, -1)
        change(old.view.name) { tally in
            tally.counts.add(old.view.status, -1)
            tally.ids.remove(id)
        }
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

    /// Changes the tally of a service, which begins empty, and the number of services in each state with it.
    private mutating func change(_ name: String, _ body: (inout ServiceTally) -> Void) {
        if let state = services[name]?.state { states[state.rawValue] -= 1 }
        body(&services[name, default: ServiceTally(name: name)])
        if let state = services[name]?.state { states[state.rawValue] += 1 }
    }
}
