import RollcallCore
import RollcallTestKit
import Testing

@Suite struct BalancingShareTests {
    static let weights = [1, 2, 3, 4, 10, 20]

    @Test("what is even is even: chi-squared", arguments: [BalancingPolicy.random, .weightedRandom, .leastOutstanding])
    func evenShares(policy: BalancingPolicy) {
        for seed in UInt64(0)..<5 {
            for count in [2, 7, 50] {
                let weights = policy == .random ? (0..<count).map { 1 + $0 % 3 } : Array(repeating: 3, count: count)
                var balancer = Balancer(policy, targets(weights))
                let tally = balancer.tally(6_000, seed: seed)
                let statistic = ChiSquared.statistic(tally, Array(repeating: 1, count: count))
                #expect(statistic < ChiSquared.bound(count), "\(policy), seed \(seed): \(tally)")
            }
        }
    }

    @Test("least outstanding is even where the load is equal, and not only where there is none")
    func equalLoad() {
        var loads = LoadTable()
        for slot in 0..<20 { for _ in 0..<3 { loads.started(slot) } }
        var balancer = Balancer(.leastOutstanding, targets(Array(repeating: 2, count: 20)))
        let tally = balancer.tally(20_000, seed: 3, loads: loads)
        #expect(ChiSquared.statistic(tally, tally.map { _ in 1 }) < ChiSquared.bound(20), "\(tally)")
    }

    @Test(
        "what goes by weight goes by weight: chi-squared",
        arguments: [.weightedRandom, BalancingPolicy.leastOutstanding])
    func weightedShares(policy: BalancingPolicy) {
        for seed in UInt64(0)..<5 {
            var balancer = Balancer(policy, targets(Self.weights))
            let tally = balancer.tally(20_000, seed: seed)
            let statistic = ChiSquared.statistic(tally, Self.weights)
            #expect(statistic < ChiSquared.bound(Self.weights.count), "\(policy), seed \(seed): \(tally)")
        }
    }

    @Test("an alias table holds exactly the chances of a walk along the weights", arguments: UInt64(0)..<200)
    func aliasMass(seed: UInt64) {
        var random = SeededRandom(seed)
        let weights = BalancingSmoothTests.weights(&random, countMax: 30, weightMax: 50)
        let total = weights.reduce(0, +)
        var walked = weights.map { _ in 0 }
        for ticket in 0..<total { Naive.weighted(weights, ticket: ticket).map { walked[$0] += 1 } }
        var mass = weights.map { _ in 0 }
        for (index, column) in AliasTable.fill(weights).enumerated() {
            mass[index] += column.own
            mass[column.alias] += total - column.own
        }
        #expect(mass == walked.map { $0 * weights.count }, "replay: seed \(seed), weights \(weights)")
    }

    /// Gives the numbers it was told to.
    struct Scripted: RandomNumberGenerator {
        var number: UInt64
        mutating func next() -> UInt64 { number }
    }

    @Test("below its border a column gives itself, from it on its alias")
    func aliasBorders() {
        // Four columns: the upper two bits of a random number are the column, the rest its height.
        let (weights, total) = ([1, 2, 6, 11], 20)
        let table = AliasTable(weights: weights)
        for (index, column) in AliasTable.fill(weights).enumerated() where column.own < total {
            let border = (UInt64(1) << 62) / UInt64(total) * UInt64(column.own)
            let start = UInt64(index) << 62
            var (below, above) = (Scripted(number: start + border - 100), Scripted(number: start + border + 100))
            #expect(table.draw(using: &below) == index)
            #expect(table.draw(using: &above) == column.alias)
        }
    }

    @Test("keys fall on a ring as its arcs are long, and on a Maglev table as the targets weigh: chi-squared")
    func hashedShares() {
        let targets = targets([1, 1, 2, 2, 3, 5, 8, 13])
        var ring = Balancer(.ringHash, targets)
        let arcs = Self.arcs(targets)
        let rings = ring.tally(20_000, seed: 5)
        #expect(ChiSquared.statistic(rings, arcs) < ChiSquared.bound(targets.count), "\(rings) of \(arcs)")
        var maglev = Balancer(.maglev, targets)
        let tables = maglev.tally(20_000, seed: 5)
        #expect(ChiSquared.statistic(tables, targets.map(\.weight)) < ChiSquared.bound(targets.count), "\(tables)")
    }

    /// The length of each target's arcs, in 2^-20 of the ring, by looking at its points one after the other.
    static func arcs(_ targets: [BalancerTarget]) -> [Int] {
        let points = RingHash.points(of: targets).sorted()
        var arcs = targets.map { _ in UInt64(0) }
        for (before, point) in zip(points, points.dropFirst()) {
            arcs[point.owner] += point.place - before.place
        }
        if let first = points.first, let last = points.last {
            arcs[first.owner] += first.place + (1 << 44) - last.place
        }
        return arcs.map { Int($0 >> 24) }
    }

    @Test("a ring's arcs are as long as the targets weigh, to a fifth; a Maglev table's shares to a hundredth")
    func evenness() {
        let targets = targets((0..<100).map { 1 + $0 % 4 })
        let total = Double(targets.reduce(0) { $0 + $1.weight })
        let points = targets.map { Double($0.weight) / total }
        for (arc, share) in zip(Self.arcs(targets), points) {
            // Four standard deviations for the points of weight 1.
            #expect(abs(Double(arc) / Double(1 << 20) - share) < share * 4 / 64.0.squareRoot())
        }
        let table = MaglevTable.make(targets, size: MaglevTable.size(for: targets.count))
        var tally = targets.map { _ in 0.0 }
        for entry in table { tally[Int(entry)] += 1 }
        for (places, share) in zip(tally, points) {
            #expect(abs(places / Double(table.count) - share) < share / 100 + 2 / Double(table.count))
        }
    }
}
