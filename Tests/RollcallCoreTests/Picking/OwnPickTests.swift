import RollcallCore
import RollcallTestKit
import Testing

@Suite struct OwnPickTests {
    @Test("calls that their callers picked themselves open a breaker, probe it when it is due, and close it")
    func life() throws {
        var random = SeededRandom(1)
        let settings = try BreakerSettings(
            consecutiveFailures: 2, successesToClose: 2, openBase: .seconds(10), jitter: 0)
        var picker = ServicePicker(try ServicePolicy(breaker: settings))
        let registration = try Sample.registration("a")
        let wall = WallTime(milliseconds: 0)
        let instance = ServiceInstance(
            registration, status: .up, lastChange: StatusChange(trigger: nil, cause: "registered", at: wall),
            created: wall, updated: wall, revision: Revision(1))
        _ = picker.update(members: [instance], at: .zero, wall)
        func report(_ result: CallOutcome.Result, _ seconds: Int64, took: Duration? = nil) -> [BreakerState] {
            let (outcome, now) = (CallOutcome(result, latency: took), Moment.zero.advanced(by: .seconds(seconds)))
            let probe = picker.beginOwnProbe(outcome, for: registration.id, at: now)
            // A change is told while the breaker stands as it says.
            if let change = probe?.change { #expect(picker.breaker(of: registration.id)?.name == change.to) }
            let change = picker.report(
                outcome, for: registration.id, probe?.token, at: max(now, probe?.token.began ?? now), using: &random)
            return [probe?.change, change].compactMap { $0?.to }
        }
        #expect(report(.reset, 1).isEmpty)
        #expect(report(.reset, 2) == [.open])
        #expect(report(.success, 5).isEmpty, "not due yet: it may have begun before")
        #expect(report(.cancelled, 13).isEmpty, "says nothing")
        #expect(report(.success, 13, took: .seconds(12)).isEmpty, "began before the breaker opened")
        #expect(report(.success, 13) == [.halfOpen])
        #expect(report(.success, 14) == [.closed])
        #expect(report(.reset, 15).isEmpty)
        #expect(report(.timeout, 16) == [.open])
        #expect(report(.reset, 60) == [.halfOpen, .open])
    }
}
