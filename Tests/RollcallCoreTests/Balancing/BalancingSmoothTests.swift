import RollcallCore
import RollcallTestKit
import Testing

/// Named for its folder, so that one filter finds all of it.
@Suite struct BalancingSmoothTests {
    /// Few or many different weights, close together or far apart.
    static func weights(_ random: inout SeededRandom, countMax: Int, weightMax: Int) -> [Int] {
        let count = Int.random(in: 1...countMax, using: &random)
        let top = Int.random(in: 1...weightMax, using: &random)
        return (0..<count).map { _ in Int.random(in: 1...top, using: &random) }
    }

    @Test("weights 5/1/1 give a a b a c a a")
    func nginxSequence() {
        var balancer = Balancer(.smoothWeightedRoundRobin, targets([5, 1, 1]))
        let round = ["t0", "t0", "t1", "t0", "t2", "t0", "t0"]
        #expect(balancer.names(14) == round + round)
    }

    @Test("in every window of the total weight the shares are exact", arguments: 0..<10)
    func exactWindows(block: UInt64) {
        for seed in block * 100..<block * 100 + 100 {
            var random = SeededRandom(seed)
            let weights = Self.weights(&random, countMax: 10, weightMax: 20)
            let total = weights.reduce(0, +)
            var balancer = Balancer(.smoothWeightedRoundRobin, targets(weights))
            let picks = (0..<3 * total).compactMap { _ in balancer.pick(&random) }
            var window = weights.map { _ in 0 }
            for (place, pick) in picks.enumerated() {
                window[pick] += 1
                if place >= total { window[picks[place - total]] -= 1 }
                guard place >= total - 1, window != weights else { continue }
                Issue.record("seed \(seed): weights \(weights) gave \(window) up to pick \(place)")
                break
            }
        }
    }

    @Test("it chooses what a walk over all credits chooses", arguments: UInt64(0)..<200)
    func naiveTwin(seed: UInt64) {
        var random = SeededRandom(seed)
        let weights = Self.weights(&random, countMax: 40, weightMax: seed % 2 == 0 ? 10 : 10_000)
        var balancer = Balancer(.smoothWeightedRoundRobin, targets(weights))
        var naive = Naive.SmoothWeighted(weights: weights, credits: weights.map { _ in 0 })
        for step in 0..<400 {
            let (fast, slow) = (balancer.pick(&random), naive.next())
            guard fast != slow else { continue }
            Issue.record("replay: seed \(seed), step \(step), weights \(weights): \(fast ?? -1), not \(slow)")
            break
        }
    }

    @Test("after updates it goes on as a walk over the credits that are left does", arguments: UInt64(0)..<100)
    func naiveTwinOfUpdates(seed: UInt64) {
        var random = SeededRandom(seed)
        // So few turns a race that races end while there are picks.
        var balancer = SmoothWeightedRoundRobin(turnMax: seed % 2 == 0 ? 17 : 1 << 30)
        for update in 0..<6 {
            let numbers = (0..<30).filter { _ in Bool.random(using: &random) }
            let new = (numbers + [30]).map { target($0, weight: Int.random(in: 1...6, using: &random)) }
            balancer.update(new)
            var naive = Naive.SmoothWeighted(weights: new.map(\.weight), credits: balancer.currentCredits())
            for step in 0..<Int.random(in: 0...200, using: &random) {
                let fast = balancer.select(key: nil, attempt: 0, loads: LoadTable(), at: .zero, using: &random)
                let slow = naive.next()
                guard fast != slow else { continue }
                Issue.record("replay: seed \(seed), update \(update), step \(step): \(fast ?? -1), not \(slow)")
                return
            }
            #expect(balancer.currentCredits() == naive.credits, "replay: seed \(seed), update \(update)")
        }
    }

    @Test("one more does not start the round again")
    func oneMore() {
        var balancer = Balancer(.smoothWeightedRoundRobin, targets(Array(repeating: 1, count: 100)))
        #expect(balancer.names(37).last == "t36")
        balancer.update(targets(Array(repeating: 1, count: 101)))
        let round = balancer.names(101)
        #expect(Array(round.prefix(63)) == (37..<100).map { "t\($0)" })
        #expect(Set(round).count == 101)
    }

    @Test("weights that change at every pick, as in a slow start, still get their shares")
    func changingWeights() {
        let base = [1, 2, 3, 10]
        var balancer = Balancer(.smoothWeightedRoundRobin)
        var random = SeededRandom(7)
        var tally = base.map { _ in 0 }
        for step in 0..<1_600 {
            balancer.update(targets(base.map { $0 * [1, 100, 7][step % 3] + step % 2 }))
            if let index = balancer.pick(&random) { tally[index] += 1 }
        }
        // Half of the time each weighs one unit more, which matters only where the unit is 1.
        for (count, weight) in zip(tally, base) {
            #expect(abs(count - weight * 100) <= 30, "\(tally)")
        }
    }

    @Test("after any update the shares of a window are off by at most one call", arguments: UInt64(0)..<100)
    func windowsAfterUpdate(seed: UInt64) {
        var random = SeededRandom(seed)
        var balancer = Balancer(.smoothWeightedRoundRobin)
        for _ in 0..<4 {
            let weights = Self.weights(&random, countMax: 20, weightMax: 20)
            balancer.update(targets(weights))
            let total = weights.reduce(0, +)
            for window in 0..<3 {
                var tally = weights.map { _ in 0 }
                for _ in 0..<total { tally[balancer.pick(&random) ?? 0] += 1 }
                let off = zip(tally, weights).map { abs($0 - $1) }.max() ?? 0
                #expect(off <= 1, "replay: seed \(seed), window \(window): \(tally) of \(weights)")
            }
            for _ in 0..<Int.random(in: 0..<total, using: &random) { _ = balancer.pick(&random) }
        }
    }
}
