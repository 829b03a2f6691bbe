import RollcallCore
import Testing

@testable import RollcallHealth
import RollcallTestKit

@Suite struct ReportTests {
    private let wall = WallTime(milliseconds: 1_000_000)
    private let id = InstanceID(trusted: "web-1")

    private func at(_ milliseconds: Int64) -> Moment { Moment(nanoseconds: milliseconds * 1_000_000) }

    private func schedule(_ checks: [HealthCheck]) throws -> CheckSchedule {
        var schedule = CheckSchedule(HealthLimits(), generator: SeededRandom(7))
        schedule.place(Samples.instance(try Samples.registration("web-1", checks), at: wall), at: .zero, wall)
        return schedule
    }

    private func report(_ schedule: inout CheckSchedule, _ check: String, at now: Moment) throws(RegistryError) {
        let result = CheckResult(at: wall, passed: true, took: .zero, cause: "reported passing")
        try schedule.report(id, check: check, result, at: now)
    }

    /// Who was silent for too long when time comes to `now`.
    private func silent(_ schedule: inout CheckSchedule, _ now: Moment) -> [InstanceID] {
        schedule.advance(to: now, wall)
    }

    @Test("silence counts as one failure at each ttl, with the time it lasted")
    func silence() throws {
        var schedule = try schedule([Samples.ttl("beat", .seconds(10), fall: 2)])
        try report(&schedule, "beat", at: at(2_000))
        #expect(silent(&schedule, at(11_999)) == [])
        #expect(silent(&schedule, at(12_200)) == [id])
        #expect(schedule.views(id, at: at(12_200))[0].last?.cause == "no report for 10.2 s (ttl 10 s)")
        #expect(schedule.finding(id)?.verdict == .passing)
        #expect(silent(&schedule, at(21_999)) == [])
        #expect(silent(&schedule, at(22_000)) == [id])
        #expect(schedule.finding(id)?.cause == "no report for 20 s (ttl 10 s), 2nd failure in a row")
    }

    @Test("a report moves the deadline to a full ttl from then")
    func moves() throws {
        var schedule = try schedule([Samples.ttl("beat", .seconds(10))])
        for second in stride(from: Int64(5), through: 100, by: 5) {
            try report(&schedule, "beat", at: at(second * 1_000))
            #expect(silent(&schedule, at(second * 1_000)) == [])
        }
        #expect(silent(&schedule, at(109_999)) == [])
        #expect(silent(&schedule, at(110_000)) == [id])
    }

    @Test("a clock that jumped is forgiven before it is counted")
    func forgives() throws {
        var schedule = try schedule([Samples.ttl("beat", .seconds(10))])
        schedule.forgiveSilence(at: at(3_600_000))
        #expect(silent(&schedule, at(3_600_000)) == [])
        #expect(silent(&schedule, at(3_610_000)) == [id])
    }

    @Test("only ttl checks that exist can be reported")
    func refusals() throws {
        var schedule = try schedule([Samples.ttl("beat"), Samples.tcp("port")])
        #expect(throws: RegistryError.notReportable(id, "port")) { try report(&schedule, "port", at: .zero) }
        #expect(throws: RegistryError.unknownCheck(id, "other")) { try report(&schedule, "other", at: .zero) }
    }
}
