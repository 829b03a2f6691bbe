import RollcallCore
import RollcallTestKit
import Testing

@Suite struct BalancingHashTests {
    static let keys = (0..<20_000).map { KeyHash.hash("key-\($0)") }

    static func owners(_ policy: BalancingPolicy, _ targets: [BalancerTarget]) -> [InstanceID] {
        var balancer = Balancer(policy, targets)
        var random = SeededRandom(0)
        return keys.compactMap { balancer.pick(key: $0, &random).map { targets[$0].id } }
    }

    @Test("a ring finds what a look at every point finds", arguments: UInt64(0)..<20)
    func ringTwin(seed: UInt64) {
        var random = SeededRandom(seed)
        let targets = targets(BalancingSmoothTests.weights(&random, countMax: 12, weightMax: 9))
        var balancer = Balancer(.ringHash, targets)
        for _ in 0..<20 {
            let key = random.next()
            #expect(
                balancer.pick(key: key, &random) == Naive.ring(targets, key: key), "replay: seed \(seed), key \(key)")
        }
    }

    @Test("points are put in order", arguments: [1, 2, 3, 100, 1_000])
    func pointOrder(count: Int) {
        var random = SeededRandom(UInt64(count))
        // Half of them close together, which a hash does not do.
        let points = (0..<count).map { number in
            RingPoint(place: number % 2 == 0 ? random.next() : random.next() >> 50, owner: number)
        }
        #expect(RingPoints(points).points == points.sorted())
    }

    @Test("a Maglev table is the paper's, and with weights that of a plain walk", arguments: UInt64(0)..<60)
    func maglevTwin(seed: UInt64) {
        var random = SeededRandom(seed)
        let weightMax = [1, 4, 1_000][Int(seed % 3)]
        let targets = targets(BalancingSmoothTests.weights(&random, countMax: 12, weightMax: weightMax))
        for size in [13, 251, 1_009] {
            let (fast, slow) = (MaglevTable.make(targets, size: size), Naive.maglev(targets, size: size))
            #expect(fast == slow, "replay: seed \(seed), size \(size), weights \(targets.map(\.weight))")
        }
    }

    @Test(
        "one more among 100 takes about 1/101 of the keys, and only for itself on a ring",
        arguments: [BalancingPolicy.ringHash, .maglev])
    func oneMore(policy: BalancingPolicy) {
        for number in [100, 101, 102] {
            let hundred = (0..<100).map { target($0) }
            let (before, after) = (Self.owners(policy, hundred), Self.owners(policy, hundred + [target(number)]))
            let moved = zip(before, after).filter { $0 != $1 }
            let share = Double(moved.count) / Double(Self.keys.count)
            #expect(share > 0.005 && share < (policy == .maglev ? 0.03 : 0.015), "\(policy) moved \(share)")
            let elsewhere = moved.count { $0.1.text != "t\(number)" }
            #expect(policy == .maglev || elsewhere == 0)
        }
    }

    @Test(
        "one less among 100 gives only its own keys away, on a Maglev table about as many again",
        arguments: [BalancingPolicy.ringHash, .maglev])
    func oneLess(policy: BalancingPolicy) {
        for number in [0, 50, 99] {
            let hundred = (0..<100).map { target($0) }
            let (before, after) = (
                Self.owners(policy, hundred), Self.owners(policy, hundred.filter { $0 != target(number) })
            )
            let others = zip(before, after).count { $0 != $1 && $0.text != "t\(number)" }
            #expect(policy == .maglev ? others < Self.keys.count / 50 : others == 0, "\(policy) moved \(others) others")
        }
    }

    @Test(
        "one more among 100 of many weights moves few keys",
        arguments: [(BalancingPolicy.ringHash, 0.03), (.maglev, 0.06)])
    func oneMoreWeighted(policy: BalancingPolicy, bound: Double) {
        let hundred = (0..<100).map { target($0, weight: 1 + $0 % 7) }
        let (before, after) = (
            Self.owners(policy, hundred), Self.owners(policy, hundred + [target(100, weight: 4)])
        )
        let share = Double(zip(before, after).count { $0 != $1 }) / Double(Self.keys.count)
        #expect(share < bound, "\(policy) moved \(share)")
    }

    @Test("a key's target does not depend on the picks, the process or the generator")
    func steady() {
        let expected: [BalancingPolicy: [Int]] = [
            .ringHash: [4, 0, 2, 3, 2, 4, 4, 3, 3, 4, 4, 3], .maglev: [4, 3, 2, 4, 3, 2, 1, 3, 3, 4, 4, 0],
        ]
        for (policy, owners) in expected {
            var balancer = Balancer(policy, targets([1, 1, 1, 1, 1]))
            var random = SeededRandom(9)
            let found = (0..<12).compactMap { balancer.pick(key: KeyHash.hash("user-\($0)"), &random) }
            #expect(found == owners, "\(policy): a change here moves the keys of everyone who upgrades")
        }
    }

    @Test("FNV-1a gives its published values, and its mixture is that of any other process")
    func keyHash() {
        #expect(KeyHash.fnv1a("") == 0xCBF2_9CE4_8422_2325)
        #expect(KeyHash.fnv1a("a") == 0xAF63_DC4C_8601_EC8C)
        #expect(KeyHash.fnv1a("foobar") == 0x8594_4171_F739_67E8)
        #expect(KeyHash.mix(0) == 0)
        #expect(KeyHash.mix(1) == 0xB456_BCFC_34C2_CB2C)
    }

    @Test("each bit of a key moves about half the bits of its hash")
    func avalanche() {
        for bit in 0..<64 {
            let flips = (UInt64(1)...100).reduce(0) { sum, number in
                let key = number &* 0x1234_5678_9ABC_DEF1
                return sum + (KeyHash.mix(key) ^ KeyHash.mix(key ^ 1 << UInt64(bit))).nonzeroBitCount
            }
            #expect(abs(flips - 3_200) < 200, "bit \(bit) flips \(flips) of 6,400")
        }
    }

    @Test("a table grows so that each target has a hundred places")
    func tableSizes() {
        for count in [1, 655, 656, 1_311, 2_621, 5_242, 10_000] {
            #expect(MaglevTable.size(for: count) >= 100 * count)
        }
        for size in MaglevTable.sizes {
            #expect(!(2..<1_025).contains { size % $0 == 0 }, "\(size) is no prime")
        }
    }
}
