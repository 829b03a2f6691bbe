import Foundation
import RollcallCore
import RollcallTestKit
import Testing

@Suite struct BalancingLoadTests {
    static func moment(_ seconds: Double) -> Moment { Moment(nanoseconds: Int64(seconds * 1e9)) }

    @Test("least outstanding chooses what a plain look at two choices chooses", arguments: UInt64(0)..<50)
    func twoChoicesTwin(seed: UInt64) {
        var random = SeededRandom(seed)
        let targets = targets(Array(repeating: 1, count: Int.random(in: 2...12, using: &random)))
        var balancer = Balancer(.leastOutstanding, targets)
        var loads = LoadTable()
        for step in 0..<200 {
            var before = random
            var twin = QuickRandom(seed: before.next())
            let fast = balancer.select(key: nil, loads: loads, at: .zero, using: &random)
            let slow = Naive.twoChoices(targets, loads, using: &twin)
            #expect(fast == slow, "replay: seed \(seed), step \(step)")
            loads.started(slow)
            if Bool.random(using: &random) {
                loads.finished(Int.random(in: targets.indices, using: &random), latency: .zero, at: .zero)
            }
        }
    }

    @Test("under load everyone has as many calls out as it weighs")
    func outstandingByWeight() {
        let weights = [1, 2, 4, 8]
        var balancer = Balancer(.leastOutstanding, targets(weights))
        var (loads, random) = (LoadTable(), SeededRandom(5))
        for _ in 0..<1_500 {
            if let slot = balancer.select(key: nil, loads: loads, at: .zero, using: &random) { loads.started(slot) }
        }
        for (slot, weight) in weights.enumerated() {
            #expect(abs(loads[slot].outstanding - weight * 100) <= 8)
        }
    }

    @Test("one that hangs gets next to nothing", arguments: [BalancingPolicy.leastOutstanding, .peakEWMA])
    func hanging(policy: BalancingPolicy) {
        var balancer = Balancer(policy, targets([1, 1, 1, 1]))
        var (loads, random) = (LoadTable(), SeededRandom(6))
        for step in 0..<2_000 {
            let now = Self.moment(Double(step) / 1_000)
            guard let slot = balancer.select(key: nil, loads: loads, at: now, using: &random) else { continue }
            loads.started(slot)
            if slot != 2 { loads.finished(slot, latency: .milliseconds(2), at: now) }
        }
        #expect(loads[2].outstanding >= 1 && loads[2].outstanding <= 3)
    }

    @Test("peak EWMA leaves the slow one at its first slow answer and tries it again when that has faded")
    func slowOne() {
        var balancer = Balancer(.peakEWMA, targets([1, 1]))
        var (loads, random) = (LoadTable(), SeededRandom(7))
        for slot in 0..<2 { loads.finished(slot, latency: .milliseconds(10), at: .zero) }
        loads.finished(0, latency: .seconds(2), at: Self.moment(1))
        func picks(_ seconds: Double) -> Int? {
            balancer.select(key: nil, loads: loads, at: Self.moment(seconds), using: &random)
        }
        for tenth in 0..<100 {
            loads.finished(1, latency: .milliseconds(10), at: Self.moment(1 + Double(tenth) / 10))
            #expect(picks(1 + Double(tenth) / 10) == 1)
        }
        loads.finished(1, latency: .milliseconds(10), at: Self.moment(70))
        #expect(picks(70) == 0)
    }

    @Test("peak EWMA's weights divide the cost")
    func weightedCost() {
        var balancer = Balancer(.peakEWMA, targets([1, 3]))
        var (loads, random) = (LoadTable(), SeededRandom(8))
        for slot in 0..<2 { loads.finished(slot, latency: .milliseconds(10), at: .zero) }
        var given: [Int] = []
        for _ in 0..<40 {
            guard let slot = balancer.select(key: nil, loads: loads, at: .zero, using: &random) else { continue }
            loads.started(slot)
            given.append(slot)
        }
        #expect(given.count { $0 == 1 } == 30)
    }

    @Test("latency jumps to a peak and comes down as e^-t does")
    func peakLatency() {
        var latency = PeakLatency()
        #expect(latency.nanoseconds(at: .zero) == 0)
        latency.record(.milliseconds(10), at: .zero)
        latency.record(.milliseconds(80), at: .zero)
        #expect(latency.nanoseconds(at: .zero) == 80e6)
        for seconds in [0.1, 1, 5, 10, 20, 60] {
            let expected = 80e6 * exp(-seconds / 10)
            #expect(abs(latency.nanoseconds(at: Self.moment(seconds)) / expected - 1) < 0.02)
        }
        latency.record(.milliseconds(10), at: Self.moment(10))
        let weight = exp(-1.0)
        #expect(abs(latency.nanoseconds(at: Self.moment(10)) / (80e6 * weight + 10e6 * (1 - weight)) - 1) < 0.01)
    }

    @Test("a table counts what is out, slot by slot, and forgets on reset")
    func loadTable() {
        var loads = LoadTable()
        #expect(loads[1_000].outstanding == 0)
        loads.started(3)
        loads.started(3)
        loads.finished(3, latency: nil, at: .zero)
        #expect(loads[3].outstanding == 1 && loads[3].latency == PeakLatency() && loads[2] == InstanceLoad())
        loads.finished(3, latency: .seconds(1), at: .zero)
        loads.finished(3, latency: .seconds(1), at: .zero)
        #expect(loads[3].outstanding == 0 && loads[3].latency.nanoseconds(at: .zero) == 1e9)
        loads.reset(3)
        loads.reset(77)
        #expect(loads[3] == InstanceLoad())
    }
}
