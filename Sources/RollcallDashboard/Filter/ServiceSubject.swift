import RollcallCore

/// A service as a filter sees it. What is asked of an instance is true of the service if it is true of any of its own.
struct ServiceSubject: FilterSubject {
    let tally: ServiceTally
    let census: Census
    /// Of its instances, the states other than closed.
    let breakers: [String]

    func hasText(where passes: (String) -> Bool) -> Bool {
        passes(tally.name) || tally.zones.keys.contains(where: passes) || tally.tags.keys.contains(where: passes)
    }

    func hasText(of key: FilterKey, where passes: (String) -> Bool) -> Bool {
        switch key {
        case .service: passes(tally.name)
        case .zone: tally.zones.keys.contains(where: passes)
        case .instance: tally.ids.contains(where: passes)
        case .address, .actor, .metadata:
            tally.ids.contains { id in
                census.instances[id].map { InstanceSubject($0).hasText(of: key, where: passes) } ?? false
            }
        default: false
        }
    }

    func words(of key: FilterKey) -> [String] {
        switch key {
        case .state: tally.state.filterWords
        case .breaker: breakers
        default: []
        }
    }

    func hasNumber(of key: FilterKey, where passes: (Double) -> Bool) -> Bool {
        switch key {
        case .pick: passes(Double(tally.pickable))
        case .changes: passes(Double(tally.changesLastHour))
        case .metadata, .weight, .revision:
            tally.ids.contains { id in
                census.instances[id].map { InstanceSubject($0).hasNumber(of: key, where: passes) } ?? false
            }
        default: false
        }
    }

    var time: WallTime? { tally.lastChange }
}

extension ServiceState {
    fileprivate var filterWords: [String] {
        switch self {
        case .up: ["up"]
        case .partial: ["partial"]
        case .down: ["down"]
        case .starting: ["starting", "strt"]
        case .out: ["out_of_service"]
        case .empty: ["empty"]
        }
    }
}

extension ServiceStatus {
    /// What `state:`, `from:` and `to:` call it.
    var filterWords: [String] {
        switch self {
        case .up: ["up"]
        case .down: ["down"]
        case .starting: ["starting", "strt"]
        case .outOfService: ["out_of_service"]
        }
    }
}
