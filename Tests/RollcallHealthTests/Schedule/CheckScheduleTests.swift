import RollcallCore
import Testing

@testable import RollcallHealth
import RollcallTestKit

@Suite struct CheckScheduleTests {
    private let wall = WallTime(milliseconds: 1_000_000)
    private let id = InstanceID(trusted: "web-1")

    private func schedule(_ limits: HealthLimits = HealthLimits()) -> CheckSchedule {
        CheckSchedule(limits, generator: SeededRandom(7))
    }

    private func at(_ milliseconds: Int64) -> Moment { Moment(nanoseconds: milliseconds * 1_000_000) }

    private func result(_ passed: Bool, took: Duration = .milliseconds(3)) -> CheckResult {
        CheckResult(at: wall, passed: passed, took: took, cause: "probe")
    }

    /// Starts all that may start at `now`.
    private func starts(_ schedule: inout CheckSchedule, _ now: Moment) -> [ProbeTurn] {
        _ = schedule.advance(to: now, wall)
        var turns: [ProbeTurn] = []
        while let turn = schedule.start(at: now) { turns.append(turn) }
        return turns
    }

    private func place(
        _ schedule: inout CheckSchedule, _ checks: [HealthCheck], revision: Int64 = 1, port: Int = 8080,
        id: String = "web-1", address: String = "10.0.0.7", at now: Moment = .zero, isInitial: Bool = false
    ) throws {
        let registration = try Samples.registration(id, address: address, port: port, checks)
        let instance = Samples.instance(registration, revision: revision, at: wall)
        schedule.place(instance, isInitial: isInitial, at: now, wall)
    }

    @Test("turns lie one interval apart however late or long the probes are")
    func noDrift() throws {
        var schedule = schedule()
        try place(&schedule, [Samples.tcp(every: .seconds(10))])
        let first = try #require(schedule.nextDue)
        for turn in 0..<50 {
            let due = first.advanced(by: .seconds(10 * turn))
            #expect(schedule.nextDue == due)
            let started = starts(&schedule, due.advanced(by: .milliseconds(37)))
            #expect(started.map(\.due) == [due])
            for turn in started { schedule.finish(turn, result(true)) }
        }
    }

    @Test("turns that were slept through are left out, and the rhythm stays")
    func catchUp() {
        let next = CheckSchedule.next(after: at(500), every: .seconds(1), from: at(4_700))
        #expect(next == at(5_500))
        #expect(CheckSchedule.next(after: at(500), every: .seconds(1), from: at(500)) == at(1_500))
        #expect(CheckSchedule.next(after: at(500), every: .seconds(1), from: at(1_500)) == at(2_500))
    }

    @Test("a new check is probed within a second of its initial delay, one found at start-up within its interval")
    func firstTurn() throws {
        var dues: [Int64] = []
        for number in 0..<200 {
            var schedule = CheckSchedule(HealthLimits(), generator: SeededRandom(UInt64(number)))
            try place(&schedule, [Samples.tcp(delay: .seconds(5))])
            let due = try #require(schedule.nextDue)
            #expect(due >= at(5_000) && due < at(6_000))
            var restarted = CheckSchedule(HealthLimits(), generator: SeededRandom(UInt64(number)))
            // Registered long ago: its delay is over.
            try place(&restarted, [Samples.tcp(delay: .seconds(5))], isInitial: true)
            dues.append(try #require(restarted.nextDue).nanoseconds / 1_000_000)
        }
        #expect(dues.allSatisfy { (0..<10_000).contains($0) })
        #expect(dues.contains { $0 < 2_000 } && dues.contains { $0 > 8_000 })
    }

    @Test("a check whose probe still runs loses its turn, and only that")
    func skipsWhileRunning() throws {
        var schedule = schedule()
        try place(&schedule, [Samples.tcp(every: .seconds(1))])
        let first = try #require(schedule.nextDue)
        let running = starts(&schedule, first)
        #expect(running.count == 1)
        #expect(starts(&schedule, first.advanced(by: .seconds(1))).isEmpty)
        #expect(starts(&schedule, first.advanced(by: .seconds(2))).isEmpty)
        #expect(schedule.gauges.skipCount == 2)
        schedule.finish(running[0], result(true))
        let late = schedule.start(at: first.advanced(by: .seconds(2)))
        #expect(late == nil)
        #expect(starts(&schedule, first.advanced(by: .seconds(3))).count == 1)
    }

    @Test("two probes at most run at one address and port; the third follows when one ends")
    func perTarget() throws {
        var schedule = schedule()
        try place(&schedule, ["a", "b", "c"].map { try Samples.tcp($0) })
        let running = starts(&schedule, at(1_000))
        #expect(running.count == 2)
        schedule.finish(running[0], result(true))
        let (third, fourth) = (schedule.start(at: at(1_000)), schedule.start(at: at(1_000)))
        #expect(Set(running.map(\.check.name) + [third?.check.name]) == ["a", "b", "c"])
        #expect(fourth == nil)
    }

    @Test("beyond the bound on all probes, checks wait in order")
    func overall() throws {
        var limits = HealthLimits()
        limits.inFlightMax = 2
        var schedule = schedule(limits)
        for number in 1...4 { try place(&schedule, [Samples.tcp()], id: "web-\(number)", address: "10.0.0.\(number)") }
        let running = starts(&schedule, at(1_000))
        #expect(running.count == 2)
        #expect(!schedule.isSlotWanted)
        schedule.finish(running[1], result(true))
        #expect(schedule.isSlotWanted)
        let started = schedule.start(at: at(1_000))
        let third = try #require(started)
        #expect(third.due >= running[1].due)
        #expect(!schedule.isSlotWanted)
    }

    @Test("targets that hung the last time leave half of the slots to the others")
    func slowTargets() throws {
        var limits = HealthLimits()
        limits.inFlightMax = 4
        limits.firstSpreadMax = .nanoseconds(1)
        var schedule = schedule(limits)
        for number in 1...4 { try place(&schedule, [Samples.tcp()], id: "slow-\(number)", address: "10.0.0.\(number)") }
        for turn in starts(&schedule, at(1)) { schedule.finish(turn, result(false, took: .seconds(2))) }
        let hanging = starts(&schedule, at(10_001))
        #expect(hanging.count == 2)
        for number in 1...2 {
            try place(&schedule, [Samples.tcp()], id: "well-\(number)", address: "10.0.1.\(number)", at: at(10_002))
        }
        #expect(starts(&schedule, at(10_003)).map(\.instance.text) == ["well-1", "well-2"])
    }

    @Test("an instance that went while its check waited gives its slot away")
    func removedWhileWaiting() throws {
        var limits = HealthLimits()
        limits.inFlightMax = 1
        var schedule = schedule(limits)
        try place(&schedule, [Samples.tcp()], id: "a", address: "10.0.0.1")
        let running = starts(&schedule, at(1_000))
        try place(&schedule, [Samples.tcp()], id: "b", address: "10.0.0.2", at: at(1_000))
        try place(&schedule, [Samples.tcp()], id: "c", address: "10.0.0.3", at: at(2_000))
        #expect(starts(&schedule, at(3_000)).isEmpty)
        schedule.remove(InstanceID(trusted: "b"), at: Revision(2))
        schedule.finish(running[0], result(true))
        let next = schedule.start(at: at(3_000))
        #expect(next?.instance.text == "c")
        #expect(schedule.gauges.inFlightCount == 1)
        #expect(schedule.gauges.checkCount == 2)
    }

    @Test("news older than what is known is ignored")
    func oldNews() throws {
        var schedule = schedule()
        try place(&schedule, [Samples.tcp("new")], revision: 5)
        try place(&schedule, [Samples.tcp("old")], revision: 4)
        schedule.remove(id, at: Revision(3))
        #expect(schedule.summaries(id, at: .zero).map(\.name) == ["new"])
        schedule.remove(id, at: Revision(6))
        #expect(schedule.summaries(id, at: .zero).isEmpty)
    }

    @Test("checks that stay as they are keep what they know when others come, change and go")
    func changedChecks() throws {
        var schedule = schedule()
        try place(&schedule, [Samples.tcp("stays"), Samples.tcp("changes"), Samples.tcp("goes", fall: 1)])
        for _ in 0..<2 { for turn in starts(&schedule, at(1_000)) { schedule.finish(turn, result(true)) } }
        #expect(schedule.finding(id)?.verdict == .passing)
        let due = schedule.views(id, at: .zero)[0].due
        try place(
            &schedule, [Samples.tcp("comes"), Samples.tcp("changes", fall: 2), Samples.tcp("stays")], revision: 2,
            at: at(1_000))
        let views = schedule.views(id, at: .zero)
        #expect(views.map(\.check.name) == ["comes", "changes", "stays"])
        #expect(views.map(\.verdict) == [.unknown, .unknown, .passing])
        #expect(views[2].due == due)
        #expect(schedule.finding(id)?.verdict == .unknown)
    }

    @Test("another port starts every check afresh and drops the result of a probe that was under way")
    func moved() throws {
        var schedule = schedule()
        try place(&schedule, [Samples.tcp(every: .seconds(1), fall: 1)])
        for turn in starts(&schedule, at(1_000)) { schedule.finish(turn, result(true)) }
        let underway = starts(&schedule, at(2_000))
        try place(&schedule, [Samples.tcp(every: .seconds(1), fall: 1)], revision: 2, port: 9090, at: at(2_000))
        schedule.finish(underway[0], result(false))
        let view = schedule.views(id, at: .zero)[0]
        #expect(view.verdict == .unknown)
        #expect(view.results.map(\.passed) == [true])
        #expect(starts(&schedule, at(3_000)).map(\.target.port) == [9090])
    }

    @Test("one failing check fails the instance, and the cause names it")
    func finding() throws {
        var schedule = schedule()
        try place(&schedule, [Samples.tcp("a", fall: 1), Samples.tcp("b", fall: 1)])
        for turn in starts(&schedule, at(1_000)) { schedule.finish(turn, result(turn.check.name == "a")) }
        #expect(schedule.finding(id) == Finding(verdict: .failing, cause: "check b: probe, first failure"))
    }

    @Test("a resumption begins the verdicts afresh, once")
    func resumed() throws {
        var schedule = schedule()
        try place(&schedule, [Samples.tcp()])
        for turn in starts(&schedule, at(1_000)) { schedule.finish(turn, result(true)) }
        schedule.resume(id, at: WallTime(milliseconds: 2_000_000))
        #expect(schedule.finding(id)?.verdict == .unknown)
        for turn in starts(&schedule, at(12_000)) { schedule.finish(turn, result(true)) }
        schedule.resume(id, at: WallTime(milliseconds: 2_000_000))
        #expect(schedule.finding(id)?.verdict == .passing)
    }

    @Test("the gauges tell how late probes started")
    func lateness() throws {
        var schedule = schedule()
        try place(&schedule, [Samples.tcp()])
        let due = try #require(schedule.nextDue)
        _ = starts(&schedule, due.advanced(by: .milliseconds(5)))
        #expect(schedule.gauges.latenessMillisecondsMax == 5)
        #expect(schedule.gauges.latenessMillisecondsP99 == 5)
        #expect(schedule.gauges.probeCount == 1)
    }
}
