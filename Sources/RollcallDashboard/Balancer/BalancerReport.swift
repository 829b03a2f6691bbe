import RollcallCore
package import RollcallWire

/// A service's picks held against what its policy promises. Pure: what the daemon told in, figures out.
package struct BalancerReport: Sendable, Equatable {
    package enum Standing: Sendable, Equatable {
        case pickable
        /// Only trial calls go there.
        case halfOpen
        /// Another priority goes before its own.
        case standby(priority: Int)
        /// In a word, and in full.
        case not(String, why: String)
    }

    package struct Row: Sendable, Equatable {
        package let item: TrafficView.Item
        package let standing: Standing
        /// Picks within the window, since the members last changed.
        package let picks: Int
        package let expected: Double?
        package let actual: Double?

        /// In percentage points; nil where nothing is expected or nothing was picked.
        package var deviation: Double? {
            guard let expected, let actual else { return nil }
            return (actual - expected) * 100
        }
    }

    package let rows: [Row]
    /// Within the whole window.
    package let picks: Int
    /// How much of the window the shares are of; what came before the members changed was shared out among others.
    package let settled: Duration?
    package let fairness: Fairness?

    package var pickableCount: Int { rows.count { $0.standing == .pickable } }

    /// - Parameters:
    ///   - instance: What else is known of an instance.
    ///   - settled: For how long the members and the policy have been what they are; nil for longer than the window.
    ///   - trial: What the service's own policy does with recent keys; where it looks at keys, that is what to expect.
    package init(
        _ view: TrafficView, window: BalancerWindow, settled: Duration? = nil, trial: WhatIfView?,
        instance: (String) -> InstanceView?
    ) {
        // Only buckets that began after the change; the one under way did, once another has ended.
        let bucketCount = settled.map { Int($0 / window.bucket) } ?? BalancerWindow.bucketCount
        self.settled = bucketCount < BalancerWindow.bucketCount ? settled : nil
        let all = view.instances.map { window.buckets(of: $0.traffic) }
        let counts = all.map { $0.suffix(max(0, bucketCount)).reduce(0, +) }
        let counted = counts.reduce(0, +)
        let known = view.instances.map { instance($0.id) }
        var standings = zip(view.instances, known).map { Self.standing($0, $1) }
        let best = zip(standings, known).filter { $0.0 == .pickable }.map { $1?.priority ?? 0 }.min()
        for index in standings.indices where standings[index] == .pickable {
            let priority = known[index]?.priority ?? 0
            if let best, priority > best { standings[index] = .standby(priority: priority) }
        }
        let shares = Self.shares(view, standings, trial)
        rows = view.instances.indices.map { index in
            Row(
                item: view.instances[index], standing: standings[index], picks: counts[index],
                expected: shares[index], actual: counted == 0 ? nil : Double(counts[index]) / Double(counted))
        }
        picks = all.reduce(0) { $0 + $1.reduce(0, +) }
        fairness = Fairness(zip(shares, counts).compactMap { share, count in share.map { ($0, count) } })
    }

    private static func standing(_ item: TrafficView.Item, _ view: InstanceView?) -> Standing {
        if item.breaker == "half_open" && (view?.status ?? .up) == .up { return .halfOpen }
        guard let why = item.notPickable else { return .pickable }
        if item.weight == 0 { return .not("weight 0", why: why) }
        if let view, view.status != .up { return .not(view.status.word(isNarrow: true), why: why) }
        return item.breaker == "open" ? .not("breaker", why: why) : .not("not UP", why: why)
    }

    /// What each instance should get; nil where the policy promises nothing.
    private static func shares(_ view: TrafficView, _ standings: [Standing], _ trial: WhatIfView?) -> [Double?] {
        let weights: [Double?]
        switch BalancingPolicy(rawValue: view.policy) {
        case .roundRobin, .random: weights = view.instances.map { _ in 1 }
        case .smoothWeightedRoundRobin, .weightedRandom: weights = view.instances.map { Double($0.weight) }
        case .ringHash, .maglev:
            let shares = Dictionary((trial?.shares ?? []).map { ($0.id, $0.share) }, uniquingKeysWith: { $1 })
            weights = view.instances.map { shares[$0.id] }
        // Who answers fast or is idle gets more: that is the point of them.
        case .leastOutstanding, .peakEWMA, nil: weights = view.instances.map { _ in nil }
        }
        let wanted = zip(standings, weights).map { $0 == .pickable ? $1 : nil }
        let total = wanted.reduce(0) { $0 + ($1 ?? 0) }
        return wanted.map { $0.flatMap { total > 0 ? $0 / total : nil } }
    }
}

/// The time over which picks are counted.
package enum BalancerWindow: String, Sendable, CaseIterable {
    case minute = "60s"
    case hour = "60min"

    package static let bucketCount = 60

    package var bucket: Duration { self == .minute ? .seconds(1) : .seconds(60) }

    /// Sixty buckets, oldest first; the last one is under way.
    package func buckets(of counts: TrafficCountsView) -> [Int] {
        switch self {
        case .minute: counts.perSecond
        case .hour: counts.perMinute
        }
    }
}
