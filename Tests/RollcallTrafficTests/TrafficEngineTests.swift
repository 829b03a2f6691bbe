import RollcallCore
import RollcallRegistry
import RollcallTestKit
import RollcallTraffic
import Testing

@Suite(.timeLimit(.minutes(1))) struct TrafficEngineTests {
    @Test("a trial call that fails is two steps in the history, each with the breaker as it then was")
    func trialFails() async throws {
        try await TrafficRig.run(["a", "b", "c"]) { rig in
            try await rig.report(.timeout, of: "a", count: 5)
            rig.time.advance(by: .seconds(60))
            try await rig.report(.timeout, of: "a")
            #expect(
                rig.breakerSteps == [
                    "closed → open: 5 failures in a row, the last: timed out",
                    "open → half_open: probed after 1m 00s open: 5 failures in a row, the last: timed out",
                    "half_open → open: a probe failed: timed out",
                ])
            let stored = rig.engine.snapshot.breaker(InstanceID(trusted: "a"))
            #expect(stored?.state == .open && stored?.openings == 2)
            #expect(stored == (try rig.traffic.standing(InstanceID(trusted: "a")).record))
        }
    }
}
