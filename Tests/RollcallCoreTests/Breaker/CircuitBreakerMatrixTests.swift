import RollcallCore
import RollcallTestKit
import Testing

/// Every state against every event. All begin at second 100.
@Suite struct CircuitBreakerMatrixTests {
    static let events = [
        "success", "failure", "slow", "cancelled", "late failure", "late success", "probe success", "probe failure",
        "probe slow", "probe cancelled", "bare success", "bare failure", "bare late failure", "probe?", "trip",
        "trip for", "reset",
    ]

    /// `c2` closed after two failures in a row, `o` open, `f` forced open, `h1/2` half-open with one success and two
    /// probes under way; `!` where a change came back. A probe's event is an ordinary call's where no probe is under way.
    static let table: [(state: String, after: String)] = [
        ("closed     ", "c0  c1  c0  c0  c0  c0  c0   c1  c0  c0   c0   c1  c0   c0    f! f! c0"),
        ("on the edge", "c0  o!  c0  c2  c2  c2  c0   o!  c0  c2   c0   o!  c2   c2    f! f! c0"),
        ("reopened   ", "c0  c1  c0  c0  c0  c0  c0   c1  c0  c0   c0   c1  c0   c0    f! f! c0!"),
        ("open       ", "o   o   o   o   o   o   o    o   o   o    o    o   o    o     f! f! c0!"),
        ("due        ", "o   o   o   o   o   o   o    o   o   o    o    o   o    h0/1! f! f! c0!"),
        ("forced     ", "f   f   f   f   f   f   f    f   f   f    f    f   f    f     f! f! c0!"),
        ("forced for ", "f   f   f   f   f   f   f    f   f   f    f    f   f    f     f! f! c0!"),
        ("forced, due", "f   f   f   f   f   f   f    f   f   f    f    f   f    h0/1! f! f! c0!"),
        ("half, idle ", "h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/1 f! f! c0!"),
        ("half, one  ", "h0/1 h0/1 h0/1 h0/1 h0/1 h0/1 h1/0 o! o! h0/0 h1/0 o! h0/1 h0/2 f! f! c0!"),
        ("half, two  ", "h0/2 h0/2 h0/2 h0/2 h0/2 h0/2 h1/1 o! o! h0/1 h1/1 o! h0/2 h0/2 f! f! c0!"),
        ("half, last ", "h1/1 h1/1 h1/1 h1/1 h1/1 h1/1 c0! o! o! h1/0 c0! o! h1/1 h1/2 f! f! c0!"),
        ("half, silent", "h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/0 h0/1 f! f! c0!"),
    ]

    static let cells: [(state: String, event: String, after: String)] = table.flatMap { row in
        let state = row.state.split(separator: " ").joined(separator: " ")
        return zip(events, row.after.split(separator: " ")).map { (state, $0, String($1)) }
    }

    @Test("the table names every pair")
    func isTotal() {
        #expect(Self.cells.count == Self.table.count * Self.events.count)
        #expect(Self.table.allSatisfy { $0.after.split(separator: " ").count == Self.events.count })
    }

    @Test("a breaker does what its table says", arguments: cells)
    func cell(_ state: String, _ event: String, _ after: String) throws {
        let rig = try BreakerRig()
        try rig.prepare(state)
        #expect(rig.play(event) == after)
    }
}

/// A breaker with short thresholds and no jitter, that can be brought into any state.
final class BreakerRig {
    let settings: BreakerSettings
    var breaker: CircuitBreaker
    var random = SeededRandom(1)
    /// Of the probe under way, where there is one.
    var probe = PickToken(began: BreakerRig.at(98))

    static func at(_ second: Int64) -> Moment { Moment(nanoseconds: second * 1_000_000_000) }

    init() throws {
        settings = try BreakerSettings(
            consecutiveFailures: 3, slowCall: .seconds(2), windowSize: 20, minimumCalls: 20, probeCountMax: 2,
            successesToClose: 2, probeTimeout: .seconds(30), openBase: .seconds(10), openMax: .seconds(60), jitter: 0)
        breaker = CircuitBreaker(InstanceID(trusted: "a"), at: Self.at(90))
    }

    func record(
        _ result: CallOutcome.Result, _ call: PickToken?, second: Int64, latency: Duration? = nil, mayOpen: Bool = true
    ) -> BreakerChange? {
        breaker.record(
            CallOutcome(result, latency: latency), of: call, mayOpen: mayOpen, at: Self.at(second), under: settings,
            using: &random)
    }

    func fail(_ count: Int, second: Int64) {
        for _ in 0..<count { _ = record(.reset, nil, second: second) }
    }

    func start(second: Int64, at now: Int64? = nil) -> (isStarted: Bool, change: BreakerChange?) {
        breaker.startProbe(PickToken(began: Self.at(second)), at: Self.at(now ?? second), under: settings)
    }

    /// Brings the breaker into `state` as it is at second 100.
    func prepare(_ state: String) throws {
        switch state {
        case "closed": break
        case "on the edge": fail(2, second: 95)
        case "reopened":
            breaker = CircuitBreaker(InstanceID(trusted: "a"), at: Self.at(60))
            fail(3, second: 70)
            for second in [Int64(80), 81] {
                #expect(start(second: second).isStarted)
                _ = record(.success, PickToken(began: Self.at(second)), second: 95)
            }
            #expect(breaker.isClosed && breaker.openings == 1)
        case "open": fail(3, second: 95)
        case "due": fail(3, second: 90)
        case "forced": _ = breaker.trip(for: nil, reason: "", at: Self.at(95))
        case "forced for": _ = breaker.trip(for: .seconds(10), reason: "", at: Self.at(95))
        case "forced, due": _ = breaker.trip(for: .seconds(5), reason: "", at: Self.at(95))
        default: prepareHalfOpen(state)
        }
    }

    private func prepareHalfOpen(_ state: String) {
        breaker = CircuitBreaker(InstanceID(trusted: "a"), at: Self.at(0))
        fail(3, second: 50)
        // The first probe is cancelled, so that none is under way.
        #expect(start(second: 62).isStarted)
        _ = record(.cancelled, PickToken(began: Self.at(62)), second: 62)
        switch state {
        case "half, one": #expect(start(second: 98).isStarted)
        case "half, two":
            #expect(start(second: 98).isStarted)
            #expect(start(second: 98 + 1, at: 98).isStarted)
        case "half, last":
            #expect(start(second: 97).isStarted)
            _ = record(.success, PickToken(began: Self.at(97)), second: 97)
            #expect(start(second: 98).isStarted)
        case "half, silent":
            probe = PickToken(began: Self.at(70))
            #expect(start(second: 70).isStarted)
        default: #expect(state == "half, idle")
        }
    }

    /// Plays `event` at second 100, and shows what became of the breaker.
    func play(_ event: String) -> String {
        let call = PickToken(began: Moment(nanoseconds: Self.at(99).nanoseconds + 1))
        let late = PickToken(began: Self.at(40))
        var change: BreakerChange?
        switch event {
        case "success": change = record(.success, call, second: 100)
        case "failure": change = record(.error, call, second: 100)
        case "slow": change = record(.success, call, second: 100, latency: .seconds(2))
        case "cancelled": change = record(.cancelled, call, second: 100)
        case "late failure": change = record(.timeout, late, second: 100)
        case "late success": change = record(.success, late, second: 100)
        case "probe success": change = record(.success, probe, second: 100)
        case "probe failure": change = record(.connectFailed, probe, second: 100)
        case "probe slow": change = record(.success, probe, second: 100, latency: .seconds(3))
        case "probe cancelled": change = record(.cancelled, probe, second: 100)
        case "bare success": change = record(.success, nil, second: 100, latency: .seconds(1))
        case "bare failure": change = record(.reset, nil, second: 100, latency: .seconds(1))
        case "bare late failure": change = record(.timeout, nil, second: 100, latency: .seconds(60))
        case "probe?": change = start(second: 100).change
        case "trip": change = breaker.trip(for: nil, reason: "", at: Self.at(100))
        case "trip for": change = breaker.trip(for: .seconds(5), reason: "", at: Self.at(100))
        case "reset": change = breaker.reset(reason: "", at: Self.at(100))
        default: Issue.record("no event is called \(event)")
        }
        return shown + (change == nil ? "" : "!")
    }

    var shown: String {
        switch breaker.state {
        case .closed(let closed): "c\(closed.window.failuresInRow)"
        case .open(let open): open.isForced ? "f" : "o"
        case .halfOpen(let halfOpen): "h\(halfOpen.successes)/\(breaker.probesUnderWay(at: Self.at(100)))"
        }
    }
}
