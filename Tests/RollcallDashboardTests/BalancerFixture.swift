import RollcallCore
import RollcallDashboard
import RollcallWire

extension Fixture {
    static func counts(_ perSecond: [Int], failures: Int64 = 0) -> TrafficCountsView {
        let picks = perSecond.reduce(0, +)
        return TrafficCountsView(
            picks: Int64(picks), probes: 0, panics: 0, successes: Int64(picks) - failures, failures: failures,
            perSecond: perSecond, perMinute: Array(repeating: 0, count: 59) + [picks], p50Milliseconds: 1.24,
            p99Milliseconds: 18.6)
    }

    /// Sixty seconds that add up to about `perMinute`, in waves.
    static func waves(_ perMinute: Int) -> [Int] {
        (0..<60).map { perMinute / 60 + ($0 % 12 - 5) * perMinute / 1_500 }
    }

    static func item(
        _ id: String, _ weight: Int, _ perMinute: Int, not why: String? = nil, breaker: String = "closed"
    ) -> TrafficView.Item {
        TrafficView.Item(
            id: id, weight: weight, expectedShare: 0, actualShare: 0, traffic: counts(waves(perMinute)), outstanding: 2,
            notPickable: why, breaker: breaker)
    }

    static func traffic(_ policy: BalancingPolicy = .smoothWeightedRoundRobin) -> TrafficView {
        let down = "DOWN: 503 in 142ms, 3rd failure in a row"
        let items = [
            item("i-7e01", 20, 20_700), item("i-7e02", 10, 10_600), item("i-7e03", 10, 10_400),
            item("i-7f3a", 10, 0, not: down),
            item("i-80c1", 10, 0, not: "breaker open for another 12s: 51 of 100 calls failed", breaker: "open"),
            item(
                "i-80c2", 10, 60, not: "breaker half-open: 1 of 3 probes succeeded, 1 under way", breaker: "half_open"),
            item("i-80d0", 0, 0, not: "weight 0"),
        ]
        return TrafficView(
            epoch: "e1", revision: 918_223, service: "checkout-api", policy: policy.rawValue,
            total: counts(waves(41_700), failures: 7),
            odd: TrafficView.Oddities(refused: ["none_healthy": 4], retries: 12, strays: 0), instances: items)
    }

    static func trial(_ policy: BalancingPolicy, moved: Int? = nil) -> WhatIfView {
        let shares = [("i-7e01", 0.501), ("i-7e02", 0.248), ("i-7e03", 0.251)]
        return WhatIfView(
            epoch: "e1", revision: 918_223, service: "checkout-api", policy: policy.rawValue, keys: 4_096, real: true,
            shares: shares.map { WhatIfView.Share(id: $0.0, count: Int($0.1 * 4_096), share: $0.1) }, moved: moved)
    }

    /// A model that looks at a service's balancer and was told all of it.
    static func balancer(
        size: Size = Size(columns: 80, rows: 24), policy: BalancingPolicy = .smoothWeightedRoundRobin,
        options: DashboardOptions = DashboardOptions()
    ) throws -> DashboardModel {
        var model = try Fixture.model(size: size, options: options)
        var list = try instances().filter { $0.name != "checkout-api" }
        for item in traffic().instances {
            let isDown = item.notPickable?.hasPrefix("DOWN") ?? false
            var view = try instance(item.id, "checkout-api", isDown ? .down : .up, address: "10.0.3.20")
            view.weight = item.weight
            view.revision = 918_200
            list.append(view)
        }
        model.send(.snapshot(Self.list(list), services: [], events: events))
        model.press(.character("2"), .character("g"), .down, .down, .character("b"))
        model.send(.answer(.traffic(traffic(policy))))
        let answer = PolicyAnswer(
            epoch: "e1", revision: 1, service: "checkout-api", isSet: true, policy: PolicyBody(ServicePolicy.standard))
        model.send(.answer(.policy(answer)))
        for policy in BalancingPolicy.allCases {
            model.send(.answer(.trial(trial(policy, moved: policy.usesKey ? 1_081 : nil))))
        }
        return model
    }
}
