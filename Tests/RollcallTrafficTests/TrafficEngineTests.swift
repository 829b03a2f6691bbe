import RollcallCore
import RollcallRegistry
import RollcallTestKit
import RollcallTraffic
import Testing

@Suite(.timeLimit(.minutes(5))) struct TrafficEngineTests {
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

    @Test("the cause of a closed breaker tells what has failed since it closed")
    func cause() async throws {
        try await TrafficRig.run(["a"]) { rig in
            func cause() throws -> String { try rig.traffic.standing(InstanceID(trusted: "a")).record.cause }
            #expect(try cause() == "never opened")
            try await rig.report(.success, of: "a")
            #expect(try cause() == "never opened")
            try await rig.report(.timeout, of: "a")
            #expect(try cause() == "1 of the last 2 calls failed")
            try await rig.report(.timeout, of: "a")
            #expect(try cause() == "2 of the last 3 calls failed, the last 2 in a row")
            _ = try await rig.traffic.reset(InstanceID(trusted: "a"), reason: "x")
            #expect(try cause() == "reset by hand: x")
        }
    }

    @Test("a call that its caller picked for itself counts as a pick, and one that only lost its pick does not")
    func ownPicks() async throws {
        try await TrafficRig.run(["a", "b"]) { rig in
            try await rig.report(.success, of: "a", count: 3)
            #expect(try rig.traffic.report(on: rig.service).total.totals.picks == 0)
            let own = ["a", "a", "a", "b"].map {
                ReportedOutcome(instance: InstanceID(trusted: $0), outcome: CallOutcome(.success))
            }
            try await rig.traffic.share(own)
            let report = try rig.traffic.report(on: rig.service)
            #expect(report.instances.map(\.counts.totals.picks) == [3, 1])
            #expect(report.instances.map(\.actualShare) == [0.75, 0.25])
            #expect(report.total.totals.picks == 4 && report.total.perSecond.last == 4)
        }
    }

    @Test("nothing is expected of an instance whose breaker is not closed, unless all are called in a panic")
    func expected() async throws {
        try await TrafficRig.run(["a", "b", "c", "d"]) { rig in
            func expected() throws -> [Double] {
                try rig.traffic.report(on: rig.service).instances.map(\.expectedShare)
            }
            #expect(try expected() == [0.25, 0.25, 0.25, 0.25])
            for id in ["b", "d"] {
                _ = try await rig.traffic.trip(InstanceID(trusted: id), for: nil, reason: "")
            }
            #expect(try expected() == [0.5, 0, 0.5, 0])
            _ = try await rig.traffic.trip(InstanceID(trusted: "a"), for: nil, reason: "")
            #expect(try expected() == [0.25, 0.25, 0.25, 0.25])
        }
    }
}
