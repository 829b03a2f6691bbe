import Foundation
import RollcallCore
import Testing

@Suite struct BalancingSlowStartTests {
    static func moment(_ seconds: Int64) -> Moment { Moment(nanoseconds: seconds * 1_000_000_000) }

    @Test("without a window, or with everyone long up, weights are what they are")
    func off() {
        let members = [SlowStart.Member(weight: 3, since: .zero), .init(weight: 1, since: nil)]
        let off = SlowStart().weights(of: members, at: .zero)
        #expect(off.weights == [3, 1] && off.changesAt == nil)
        let over = SlowStart(window: .seconds(10)).weights(of: members, at: Self.moment(10))
        #expect(over.weights == [3, 1] && over.changesAt == nil)
    }

    @Test("a newcomer's weight rises from a tenth to the whole, in steps")
    func rises() {
        let slowStart = SlowStart(window: .seconds(20))
        let members = [SlowStart.Member(weight: 2, since: nil), .init(weight: 2, since: Self.moment(100))]
        for (seconds, expected) in [(0, 20), (1, 20), (2, 20), (3, 30), (10, 100), (19, 190)] as [(Int64, Int)] {
            let (weights, changesAt) = slowStart.weights(of: members, at: Self.moment(100 + seconds))
            #expect(weights == [200, expected])
            #expect(changesAt == Self.moment(101 + seconds))
        }
        let between = slowStart.weights(of: members, at: Moment(nanoseconds: 103_999_999_999))
        #expect(between.weights == [200, 30] && between.changesAt == Self.moment(104))
    }

    @Test("the next change is that of whoever changes first, also in a window that its steps do not divide")
    func nextChange() {
        let slowStart = SlowStart(window: .nanoseconds(1_007))
        let members = [SlowStart.Member(weight: 1, since: .zero), .init(weight: 1, since: Moment(nanoseconds: 30))]
        #expect(slowStart.weights(of: members, at: Moment(nanoseconds: 40)).changesAt == Moment(nanoseconds: 50))
        #expect(slowStart.weights(of: members, at: Moment(nanoseconds: 60)).changesAt == Moment(nanoseconds: 80))
        #expect(slowStart.weights(of: members, at: Moment(nanoseconds: 1_036)).changesAt == Moment(nanoseconds: 1_037))
        #expect(slowStart.weights(of: members, at: Moment(nanoseconds: 1_037)).changesAt == nil)
    }

    @Test("aggression bends the rise as Envoy's does, and the minimum holds", arguments: [0.5, 1, 1.5, 2, 10])
    func aggression(_ aggression: Double) {
        let slowStart = SlowStart(window: .seconds(20), aggression: aggression, minimumWeightPercent: 5)
        for seconds in 0..<20 {
            let member = SlowStart.Member(weight: 1, since: .zero)
            let expected = max(0.05, pow(Double(seconds) / 20, 1 / aggression))
            #expect(abs(slowStart.share(member, at: Self.moment(Int64(seconds))) - expected) < 1e-9)
        }
    }

    @Test("powers are those of the mathematics library")
    func power() {
        for base in [0, 0.001, 0.3, 0.5, 0.999, 1] {
            for exponent in [0, 0.01, 0.1, 1 / 3.0, 0.5, 1, 1.7, 2, 10, 33.3] {
                #expect(abs(Power.of(base, exponent) - pow(base, exponent)) < 1e-12, "\(base) ^ \(exponent)")
            }
        }
    }
}
