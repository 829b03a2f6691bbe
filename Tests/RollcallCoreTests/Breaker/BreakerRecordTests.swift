import RollcallCore
import RollcallTestKit
import Testing

@Suite struct BreakerRecordTests {
    static let states = [
        "closed", "on the edge", "reopened", "open", "due", "forced", "forced for", "forced, due", "half, idle",
        "half, two", "half, last",
    ]

    @Test("a breaker is after a restart what it was before, down to the time that it stays open", arguments: states)
    func restart(_ state: String) throws {
        let rig = try BreakerRig()
        try rig.prepare(state)
        let stored = rig.breaker.record(at: BreakerRig.at(100), WallTime(milliseconds: 5_000_000))
        // Three seconds later by the wall, on a clock that began anew.
        let (now, wall) = (BreakerRig.at(1), WallTime(milliseconds: 5_003_000))
        let restored = CircuitBreaker(InstanceID(trusted: "a"), restoring: stored, at: now, wall, under: rig.settings)
        #expect(restored.record(at: now, wall) == stored)
        #expect(
            restored.openUntil.map(now.duration(to:)) == rig.breaker.openUntil.map(BreakerRig.at(103).duration(to:)))
        #expect(restored.probesUnderWay(at: now) == 0)
    }

    @Test("an opening that outlives every rule, because the wall clock was set back, is cut to the longest there is")
    func clockSetBack() throws {
        let rig = try BreakerRig()
        let stored = BreakerRecord(
            state: .open, isForced: false, openings: 2, since: WallTime(milliseconds: 9_000_000),
            openUntil: WallTime(milliseconds: 9_020_000), cause: "x")
        let restored = CircuitBreaker(
            InstanceID(trusted: "a"), restoring: stored, at: .zero, WallTime(milliseconds: 0), under: rig.settings)
        #expect(restored.openUntil == BreakerRig.at(60))
        #expect(restored.since == .zero)
    }

    @Test("by hand it may be open without end, by itself never")
    func endless() throws {
        let rig = try BreakerRig()
        for isForced in [true, false] {
            let stored = BreakerRecord(
                state: .open, isForced: isForced, openings: 0, since: WallTime(milliseconds: 0), openUntil: nil,
                cause: "x")
            let restored = CircuitBreaker(
                InstanceID(trusted: "a"), restoring: stored, at: .zero, WallTime(milliseconds: 5), under: rig.settings)
            #expect(restored.openUntil == (isForced ? nil : .zero))
        }
    }
}
