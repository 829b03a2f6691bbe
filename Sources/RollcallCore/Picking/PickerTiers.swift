/// Which instances a balancer chooses among.
struct TierKey: Sendable, Hashable {
    enum Scope: Sendable, Hashable {
        case zone(String, priority: Int)
        case priority(Int)
        /// Whatever is not OUT_OF_SERVICE.
        case panic
    }

    let policy: BalancingPolicy
    let scope: Scope

    func holds(_ member: PickerMember) -> Bool {
        switch scope {
        case .zone(let zone, let priority):
            member.isPickable && member.priority == priority && member.zone == zone
        case .priority(let priority): member.isPickable && member.priority == priority
        case .panic: member.mayPanic
        }
    }
}

/// The balancers of the groups that were asked for. In a row, so that one is changed where it lies.
struct PickerTiers: Sendable {
    private var places: [TierKey: Int] = [:]
    private(set) var keys: [TierKey] = []
    var list: [PickerTier] = []

    mutating func place(of key: TierKey) -> Int {
        if let place = places[key] { return place }
        places[key] = list.count
        keys.append(key)
        list.append(PickerTier(key.policy))
        return list.count - 1
    }

    mutating func keep(where isKept: (TierKey) -> Bool) {
        guard !keys.allSatisfy(isKept) else { return }
        let kept = zip(keys, list).filter { isKept($0.0) }
        (keys, list, places) = (kept.map(\.0), kept.map(\.1), [:])
        for (place, key) in keys.enumerated() { places[key] = place }
    }
}
