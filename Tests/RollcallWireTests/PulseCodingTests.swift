import Foundation
import RollcallCore
import RollcallJSON
import RollcallTestKit
import RollcallWire
import Testing

@Suite struct PulseCodingTests {
    @Test("a pulse is coded as the compiler would code it", arguments: [false, true])
    func pulse(isFull: Bool) throws {
        var pulse = PulseView(
            epoch: "e", revision: 7, time: "t", instances: CountsView(StatusCounts()), services: 3,
            leases: StatusView.Leases(held: 2, expired: 1), selfPreservation: isFull)
        if isFull {
            pulse.monotonicMilliseconds = 12
            pulse.leases.under5s = 1
            pulse.leases.under15s = 2
            pulse.leases.renewalsPerSecond = 0.5
            pulse.leases.expiredLastHour = 4
            pulse.breakers = PulseView.Breakers(open: 1, halfOpen: 2, forced: 3)
            pulse.store = PulseView.Store(
                databaseBytes: 1, walBytes: 2, events: 3, commitMillisecondsP99: 4.5, diskUsedShare: 0.25)
            pulse.watchers = 9
        }
        #expect(try JSONDecoder().decode(PulseView.self, from: Data(pulse.json)) == pulse)
    }

    @Test("the marks of a check say what passed, and when last")
    func marks() {
        func result(_ second: Int64, _ passed: Bool) -> CheckResult {
            CheckResult(
                at: WallTime(milliseconds: second * 1_000), passed: passed, took: .milliseconds(second), cause: "x")
        }
        let view = CheckMarksView([result(1, true), result(2, true), result(3, false)])
        #expect(view.marks == "++x" && view.tookMilliseconds == [1, 2, 3])
        #expect(view.since == "1970-01-01T00:00:01.000Z" && view.lastPass == "1970-01-01T00:00:02.000Z")
        #expect(view.lastFailure == "1970-01-01T00:00:03.000Z")
        #expect(CheckMarksView([]).lastPass == nil)
    }
}
