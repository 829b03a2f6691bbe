import RollcallCore
import Testing

@Suite struct BreakerSettingsTests {
    typealias Make = @Sendable () throws(InvalidField) -> BreakerSettings

    static let refused: [(field: String, make: Make)] = [
        ("consecutive_failures", { () throws(InvalidField) in try BreakerSettings(consecutiveFailures: 0) }),
        ("failure_rate", { () throws(InvalidField) in try BreakerSettings(failureRate: 0) }),
        ("failure_rate", { () throws(InvalidField) in try BreakerSettings(failureRate: .nan) }),
        ("failure_rate", { () throws(InvalidField) in try BreakerSettings(failureRate: 50) }),
        ("slow_call_rate", { () throws(InvalidField) in try BreakerSettings(slowCallRate: 1.01) }),
        ("slow_call", { () throws(InvalidField) in try BreakerSettings(slowCall: .zero) }),
        ("window_size", { () throws(InvalidField) in try BreakerSettings(windowSize: 1_001) }),
        ("minimum_calls", { () throws(InvalidField) in try BreakerSettings(windowSize: 10, minimumCalls: 11) }),
        ("probe_count_max", { () throws(InvalidField) in try BreakerSettings(probeCountMax: 0) }),
        ("successes_to_close", { () throws(InvalidField) in try BreakerSettings(successesToClose: 101) }),
        ("probe_timeout", { () throws(InvalidField) in try BreakerSettings(probeTimeout: .seconds(-1)) }),
        ("open_base", { () throws(InvalidField) in try BreakerSettings(openBase: .zero) }),
        ("open_max", { () throws(InvalidField) in try BreakerSettings(openMax: .seconds(29)) }),
        ("jitter", { () throws(InvalidField) in try BreakerSettings(jitter: 0.6) }),
        ("forget_after", { () throws(InvalidField) in try BreakerSettings(forgetAfter: .seconds(86_401)) }),
    ]

    @Test("what is out of bounds is refused by name", arguments: refused.indices)
    func bounds(_ index: Int) {
        let row = Self.refused[index]
        let error = #expect(throws: InvalidField.self) { try row.make() }
        #expect(error?.field == row.field)
    }

    @Test("the defaults pass their own checks, and what is not named stays as it was")
    func defaults() throws {
        #expect(try BreakerSettings() == .standard)
        let other = try BreakerSettings(windowSize: 30, openMax: .seconds(40))
        #expect(try BreakerSettings(from: other, jitter: other.jitter) == other)
    }

    @Test("the open time doubles from the base to the cap")
    func openTime() {
        let times = (1...6).map { BreakerSettings.standard.openTime($0) }
        #expect(times == [30, 60, 120, 240, 300, 300].map { .seconds($0) })
        #expect(BreakerSettings.standard.openTime(.max) == .seconds(300))
    }
}
