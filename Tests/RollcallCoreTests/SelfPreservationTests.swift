import RollcallCore
import Testing

@Suite struct SelfPreservationTests {
    static func at(_ seconds: Int64) -> Moment { Moment.zero.advanced(by: .seconds(seconds)) }

    @Test("evictions pause when too great a share of the leases ran out within the window")
    func pauses() {
        var preservation = SelfPreservation(.init())
        preservation.recordExpiries(30, at: Self.at(1))
        #expect(preservation.judge(at: Self.at(1), leaseCount: 100) == nil, "30 of 100 is the share, not above it")
        preservation.recordExpiries(1, at: Self.at(2))
        let finding = preservation.judge(at: Self.at(2), leaseCount: 100)
        #expect(finding?.isActive == true)
        #expect(finding?.expired == 31)
        #expect(finding?.leaseCount == 100)
        #expect(preservation.isActive)
        #expect(preservation.judge(at: Self.at(3), leaseCount: 100) == nil, "what is known is not told again")
    }

    @Test("they go on by themselves when the expiries have left the window, and not before")
    func resumes() {
        var preservation = SelfPreservation(.init(window: .seconds(60)))
        preservation.recordExpiries(50, at: Self.at(10))
        #expect(preservation.judge(at: Self.at(10), leaseCount: 100)?.isActive == true)
        #expect(preservation.nextChange == Self.at(70))
        #expect(preservation.judge(at: Self.at(70).advanced(by: .nanoseconds(-1)), leaseCount: 100) == nil)
        let finding = preservation.judge(at: Self.at(70), leaseCount: 100)
        #expect(finding?.isActive == false)
        #expect(finding?.expired == 0)
        #expect(preservation.nextChange == nil)
    }

    @Test("a few expiries never pause anything, whatever their share")
    func minimum() {
        var preservation = SelfPreservation(.init(expiryCountMin: 5))
        preservation.recordExpiries(4, at: Self.at(1))
        #expect(preservation.judge(at: Self.at(1), leaseCount: 4) == nil)
        preservation.recordExpiries(1, at: Self.at(1))
        #expect(preservation.judge(at: Self.at(1), leaseCount: 5)?.isActive == true)
    }
}

@Suite struct FlapScoreTests {
    static func at(_ seconds: Int64) -> WallTime { WallTime(milliseconds: seconds * 1_000) }

    @Test("changes of the last hour count, up to the moment that is asked about")
    func window() {
        var score = FlapScore()
        for second in [Int64(0), 10, 3_600] { score.record(Self.at(second)) }
        #expect(score.count(at: Self.at(3_600)) == 2, "the change an hour ago has just left")
        #expect(score.count(at: Self.at(3_599)) == 1)
        #expect(score.count(at: Self.at(7_200)) == 0)
    }

    @Test("the count stands still at its bound")
    func bound() {
        var score = FlapScore()
        for second in 0..<Int64(250) { score.record(Self.at(second)) }
        #expect(score.count(at: Self.at(250)) == FlapScore.countMax)
        #expect(FlapScore((0..<250).map(Self.at)) == score)
    }
}
