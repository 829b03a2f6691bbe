import RollcallCore
import RollcallTestKit
import Testing

@Suite struct CircuitBreakerTests {
    static func at(_ second: Int64) -> Moment { BreakerRig.at(second) }

    @Test("failures in a row open it, and the change tells which and for how long")
    func consecutive() throws {
        let rig = try BreakerRig()
        rig.fail(2, second: 99)
        let change = try #require(rig.record(.timeout, nil, second: 100, latency: .seconds(2)))
        #expect(change.cause == "3 failures in a row, the last: timed out after 2.0s")
        #expect(change.from == .closed && change.to == .open)
        #expect(change.openFor == .seconds(10) && change.openings == 1 && !change.isForced)
        #expect(rig.breaker.words(at: Self.at(104), under: rig.settings).hasPrefix("open for another 6.0s: 3 failures"))
        #expect(rig.breaker.words(at: Self.at(110), under: rig.settings).hasPrefix("open and due for a probe: "))
    }

    /// `results` as `+` success, `-` failure, `s` slow; `cause` of the opening by the last of them.
    static let rates: [(results: String, cause: String?)] = [
        (String(repeating: "+-", count: 10), "10 of 20 calls failed (50 %)"),
        (String(repeating: "-+", count: 10), "10 of 20 calls failed (50 %)"),
        (String(repeating: "+-", count: 9) + "-", nil),
        (String(repeating: "+-", count: 9) + "++", nil),
        (String(repeating: "s", count: 20), "20 of 20 calls took 2s or longer (100 %)"),
        (String(repeating: "s", count: 19), nil),
        (String(repeating: "s", count: 19) + "+", nil),
        // All but one of the first twenty have gone out of the window by then.
        (String(repeating: "+", count: 20) + String(repeating: "-+", count: 9) + "-", "10 of 20 calls failed (50 %)"),
    ]

    @Test("a rate over enough calls opens it, at the call that reaches it", arguments: rates)
    func rate(_ results: String, _ cause: String?) throws {
        let rig = try BreakerRig()
        for (index, result) in results.enumerated() {
            let change = rig.record(
                result == "-" ? .error : .success, nil, second: 100, latency: result == "s" ? .seconds(2) : .zero)
            #expect(change?.cause == (index == results.count - 1 ? cause : nil), "call \(index)")
        }
        #expect(rig.breaker.isClosed == (cause == nil))
    }

    @Test("a window of another size keeps the newest calls", arguments: UInt64(0)..<50)
    func window(seed: UInt64) {
        var random = SeededRandom(seed)
        var (window, history) = (CallWindow(), [CallWindow.Verdict]())
        var size = 5
        for _ in 0..<200 {
            if Int.random(in: 0..<20, using: &random) == 0 {
                size = Int.random(in: 1...12, using: &random)
                // What a smaller window forgot, a larger one does not know again.
                history = history.suffix(size)
            }
            history = (history + [random.pick([.good, .slow, .failed])]).suffix(size)
            window.record(history[history.count - 1], size: size)
            #expect(window.count == history.count, "replay: seed \(seed)")
            #expect(window.failureCount == history.count { $0 == .failed }, "replay: seed \(seed)")
            #expect(window.slowCount == history.count { $0 == .slow }, "replay: seed \(seed)")
        }
    }

    @Test("each opening lasts twice as long up to the cap, and a long healthy time forgets that")
    func backOff() throws {
        let rig = try BreakerRig()
        var (second, times) = (Int64(100), [Duration]())
        for round in 0..<6 {
            if round == 5 { second += 600 }
            rig.fail(2, second: second)
            times.append(try #require(rig.record(.reset, nil, second: second)?.openFor))
            second += 60
            for _ in 0..<2 {
                #expect(rig.start(second: second).isStarted)
                _ = rig.record(.success, PickToken(began: Self.at(second)), second: second)
            }
            #expect(rig.breaker.isClosed)
        }
        #expect(times == [10, 20, 40, 60, 60, 10].map { .seconds($0) })
    }

    @Test("held back it stays closed, says why, and opens at the next failure once it may")
    func heldBack() throws {
        let rig = try BreakerRig()
        for _ in 0..<4 { #expect(rig.record(.reset, nil, second: 100, mayOpen: false) == nil) }
        #expect(rig.breaker.heldBackCause == "4 failures in a row, the last: connection reset")
        #expect(rig.record(.reset, nil, second: 101)?.cause == "5 failures in a row, the last: connection reset")
        let other = try BreakerRig()
        for _ in 0..<4 { _ = other.record(.reset, nil, second: 100, mayOpen: false) }
        _ = other.record(.success, nil, second: 101, mayOpen: false)
        #expect(other.breaker.heldBackCause == nil)
    }

    @Test("switched off it opens only by hand")
    func off() throws {
        let rig = try BreakerRig()
        let off = try BreakerSettings(from: rig.settings, isEnabled: false)
        for _ in 0..<100 {
            let change = rig.breaker.record(
                CallOutcome(.error), of: nil, mayOpen: true, at: Self.at(100), under: off, using: &rig.random)
            #expect(change == nil)
        }
        let change = rig.breaker.trip(for: nil, reason: "a bad\u{1B} disk", at: Self.at(100))
        #expect(change.cause == "tripped by hand: a bad\\x1b disk")
    }

    @Test("a token of another process's clock counts as none")
    func foreignToken() throws {
        let rig = try BreakerRig()
        try rig.prepare("half, last")
        let change = rig.record(.success, PickToken(began: Self.at(5_000)), second: 100, latency: .seconds(1))
        #expect(change?.to == .closed)
    }
}
