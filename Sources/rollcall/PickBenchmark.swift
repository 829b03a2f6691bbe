import RollcallCore

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a pick costs, by policy and count of targets: processor time of this thread, whatever else the machine does.
struct PickBenchmark {
    /// Picks a run; the first run warms up and does not count.
    var pickCount = 200_000
    var runCount = 7

    init() {}

    struct Row: Encodable, Equatable {
        let policy: String
        let targets: Int
        /// The median of the runs.
        let nanosecondsPerPick: Double
        /// What an update that adds one target costs, tables and all.
        let updateMilliseconds: Double?
    }

    func row(_ policy: BalancingPolicy, targetCount: Int) -> Row {
        var balancer = Balancer(policy)
        let targets = Self.targets(targetCount)
        balancer.update(Array(targets.dropLast()))
        let update = Self.cost { balancer.update(targets) }
        let loads = Self.loads(targetCount)
        var random = QuickRandom(seed: 1)
        let median = median {
            var sum = 0
            for pick in 0..<pickCount {
                let now = Moment(nanoseconds: Int64(pick) * 1_000)
                sum &+= balancer.select(key: nil, loads: loads, at: now, using: &random) ?? 0
            }
            return sum
        }
        return Row(
            policy: policy.rawValue, targets: targetCount, nanosecondsPerPick: median,
            updateMilliseconds: update / 1e6)
    }

    /// nginx's own walk over all credits, for comparison.
    func naiveRow(targetCount: Int) -> Row {
        let weights = Self.targets(targetCount).map(\.weight)
        let total = weights.reduce(0, +)
        var credits = weights.map { _ in 0 }
        let picks = max(1, pickCount / targetCount)
        let median = median(picks) {
            var sum = 0
            for _ in 0..<picks {
                var best = 0
                for index in weights.indices {
                    credits[index] += weights[index]
                    if credits[index] > credits[best] { best = index }
                }
                credits[best] -= total
                sum &+= best
            }
            return sum
        }
        return Row(
            policy: "\(BalancingPolicy.smoothWeightedRoundRobin.rawValue) (naive)", targets: targetCount,
            nanosecondsPerPick: median, updateMilliseconds: nil)
    }

    /// Nanoseconds a pick. What `run` returns is used, so that no pick is optimised away.
    private func median(_ picks: Int? = nil, run: () -> Int) -> Double {
        var sink = run()
        var costs = (0..<max(1, runCount)).map { _ in
            let cost = Self.cost { sink &+= run() }
            return cost / Double(picks ?? pickCount)
        }
        costs.sort()
        // Never true, which only the reader knows.
        if sink == .min { costs[0] = 0 }
        return costs[costs.count / 2]
    }

    /// Nanoseconds.
    private static func cost(_ work: () -> Void) -> Double {
        let start = processorTime()
        work()
        return processorTime() - start
    }

    private static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e9 + Double(time.tv_nsec)
    }

    /// A hundred different weights, in no order.
    private static func targets(_ count: Int) -> [BalancerTarget] {
        (0..<count).map { number in
            BalancerTarget(
                id: InstanceID(trusted: "orders-\(number)"), weight: 1 + number * 7_919 % 100, slot: number)
        }
    }

    private static func loads(_ count: Int) -> LoadTable {
        var loads = LoadTable()
        for slot in 0..<count {
            for _ in 0..<slot % 5 { loads.started(slot) }
            loads.started(slot)
            loads.finished(slot, latency: .microseconds(500 + slot * 7_919 % 5_000), at: .zero)
        }
        return loads
    }
}
