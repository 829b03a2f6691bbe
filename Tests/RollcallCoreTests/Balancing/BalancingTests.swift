import RollcallCore
import RollcallTestKit
import Testing

@Suite struct BalancingTests {
    @Test("with no targets there is nothing to choose, with one there is one", arguments: BalancingPolicy.allCases)
    func fewTargets(policy: BalancingPolicy) {
        var balancer = Balancer(policy)
        var random = SeededRandom(1)
        #expect(balancer.pick(&random) == nil)
        balancer.update([target(0, weight: 3)])
        for attempt in 0..<3 { #expect(balancer.pick(key: 5, attempt: attempt, &random) == 0) }
        balancer.update([])
        #expect(balancer.pick(attempt: 1, &random) == nil)
    }

    @Test("as many attempts as there are targets give all of them", arguments: BalancingPolicy.allCases)
    func attempts(policy: BalancingPolicy) {
        var random = SeededRandom(2)
        for weights in [
            [1, 1], [9, 1], [1, 2, 3], [1_000, 1, 1, 1, 1], Array(repeating: 1, count: 9), Array(1...30),
        ] {
            var balancer = Balancer(policy, targets(weights))
            for round in 0..<40 {
                let key: UInt64? = round % 2 == 0 ? random.next() : nil
                let given = weights.indices.compactMap { balancer.pick(key: key, attempt: $0, &random) }
                #expect(Set(given) == Set(weights.indices), "\(policy) of \(weights), round \(round): \(given)")
            }
        }
    }

    @Test("a key's further choices are always the same", arguments: [BalancingPolicy.ringHash, .maglev])
    func keyedAttempts(policy: BalancingPolicy) {
        var random = SeededRandom(3)
        var balancer = Balancer(policy, targets(Array(repeating: 1, count: 20)))
        for key in UInt64(0)..<50 {
            let inOrder = (0..<6).map { balancer.pick(key: key, attempt: $0, &random) }
            let shuffled = [4, 1, 5, 2, 0, 3].map { ($0, balancer.pick(key: key, attempt: $0, &random)) }
            for (attempt, index) in shuffled { #expect(index == inOrder[attempt]) }
        }
    }

    @Test("the keys of one that cannot be used spread over the others", arguments: [BalancingPolicy.ringHash, .maglev])
    func failoverSpreads(policy: BalancingPolicy) {
        var random = SeededRandom(4)
        var balancer = Balancer(policy, targets(Array(repeating: 1, count: 10)))
        var taken: Set<Int> = []
        for key in UInt64(0)..<2_000 where balancer.pick(key: key, &random) == 0 {
            balancer.pick(key: key, attempt: 1, &random).map { _ = taken.insert($0) }
        }
        #expect(taken == Set(1..<10))
    }

    @Test("an update with the same targets changes nothing at all", arguments: BalancingPolicy.allCases)
    func sameTargets(policy: BalancingPolicy) {
        for picked in [0, 1, 5, 17] {
            var balancer = Balancer(policy, targets([5, 1, 1, 3]))
            _ = balancer.names(picked)
            var updated = balancer
            updated.update(balancer.targets)
            #expect(updated.names(40, seed: 8) == balancer.names(40, seed: 8))
        }
    }

    @Test("round robin goes on behind the one it last gave")
    func roundRobin() {
        var balancer = Balancer(.roundRobin, targets([9, 1, 1, 1, 1]))
        #expect(balancer.names(7) == ["t0", "t1", "t2", "t3", "t4", "t0", "t1"])
        // One before the place joins, one behind it leaves.
        balancer.update([target(7), target(0), target(1), target(3), target(4)])
        #expect(balancer.names(3) == ["t3", "t4", "t7"])
        // The last given leaves: on behind the one before it.
        balancer.update([target(0), target(1), target(3), target(4)])
        #expect(balancer.names(2) == ["t0", "t1"])
        // None that it knows is left.
        balancer.update([target(20), target(21)])
        #expect(balancer.names(3) == ["t20", "t21", "t20"])
    }

    @Test("round robin gives everyone one turn a round")
    func roundRobinWindows() {
        var balancer = Balancer(.roundRobin, targets(Array(1...7)))
        let names = balancer.names(70)
        for start in 0...63 { #expect(Set(names[start..<start + 7]).count == 7) }
    }
}
