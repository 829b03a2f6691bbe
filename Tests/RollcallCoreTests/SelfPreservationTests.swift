import RollcallCore
import Testing

@Suite struct SelfPreservationTests {
    static func at(_ seconds: Int64) -> Moment { Moment.zero.advanced(by: .seconds(seconds)) }

    @Test("evictions pause when too great a share of the leases ran out within the window")
    func pauses() {
        var preservation = SelfPreservation(.init())
        preservation.recordExpiries(30, at: Self.at(1))
        #expect(
            preservation.judge(at: Self.at(1), leaseCount: 100, lapsedCount: 30) == nil,
            "30 of 100 is the share, not above it")
        preservation.recordExpiries(1, at: Self.at(2))
        let finding = preservation.judge(at: Self.at(2), leaseCount: 100, lapsedCount: 31)
        #expect(finding == .init(isActive: true, count: 31, leaseCount: 100))
        #expect(preservation.isActive)
        #expect(
            preservation.judge(at: Self.at(3), leaseCount: 100, lapsedCount: 31) == nil,
            "what is known is not told again")
    }

    @Test("they wait for as long as too many are still out, and go on when enough are back")
    func resumes() {
        var preservation = SelfPreservation(.init(window: .seconds(60)))
        preservation.recordExpiries(50, at: Self.at(10))
        #expect(preservation.judge(at: Self.at(10), leaseCount: 100, lapsedCount: 50)?.isActive == true)
        #expect(preservation.nextJudgement == Self.at(15))
        #expect(preservation.judge(at: Self.at(71), leaseCount: 100, lapsedCount: 50) == nil, "nobody came back")
        #expect(preservation.judge(at: Self.at(500), leaseCount: 100, lapsedCount: 31) == nil, "not enough came back")
        let finding = preservation.judge(at: Self.at(505), leaseCount: 100, lapsedCount: 30)
        #expect(finding == .init(isActive: false, count: 30, leaseCount: 100))
        #expect(preservation.nextJudgement == nil)
    }

    @Test("they go on after the hold in any case, and stay on until the next burst")
    func hold() {
        var preservation = SelfPreservation(.init(window: .seconds(60), hold: .seconds(300)))
        preservation.recordExpiries(50, at: Self.at(0))
        #expect(preservation.judge(at: Self.at(0), leaseCount: 100, lapsedCount: 50)?.isActive == true)
        // The burst is over when it has left the window; the hold counts from its last moment.
        #expect(preservation.judge(at: Self.at(59), leaseCount: 100, lapsedCount: 50) == nil)
        let end = Self.at(359)
        #expect(preservation.judge(at: end.advanced(by: .nanoseconds(-1)), leaseCount: 100, lapsedCount: 50) == nil)
        #expect(preservation.nextJudgement == end)
        #expect(preservation.judge(at: end, leaseCount: 100, lapsedCount: 50)?.isActive == false)
        #expect(preservation.judge(at: Self.at(400), leaseCount: 100, lapsedCount: 50) == nil)
        preservation.recordExpiries(40, at: Self.at(500))
        #expect(preservation.judge(at: Self.at(500), leaseCount: 100, lapsedCount: 90)?.isActive == true)
    }

    @Test("a few expiries never pause anything, whatever their share")
    func minimum() {
        var preservation = SelfPreservation(.init(expiryCountMin: 5))
        preservation.recordExpiries(4, at: Self.at(1))
        #expect(preservation.judge(at: Self.at(1), leaseCount: 4, lapsedCount: 4) == nil)
        preservation.recordExpiries(1, at: Self.at(1))
        #expect(preservation.judge(at: Self.at(1), leaseCount: 5, lapsedCount: 5)?.isActive == true)
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
