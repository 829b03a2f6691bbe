import RollcallCore
import RollcallTestKit
import Testing

@Suite struct CheckTrackerTests {
    static func result(_ passed: Bool, _ cause: String = "probe") -> CheckResult {
        CheckResult(at: WallTime(milliseconds: 0), passed: passed, took: .zero, cause: cause)
    }

    /// `results` as `+` and `-`; `verdicts` after each of them as `?`, `P` and `F`.
    struct Row: Sendable, CustomTestStringConvertible {
        let rise: Int
        let fall: Int
        let results: String
        let verdicts: String
        var testDescription: String { "rise \(rise), fall \(fall): \(results) → \(verdicts)" }
    }

    static let rows = [
        Row(rise: 1, fall: 1, results: "+-+-", verdicts: "PFPF"),
        Row(rise: 1, fall: 3, results: "---", verdicts: "??F"),
        Row(rise: 2, fall: 3, results: "+", verdicts: "?"),
        Row(rise: 2, fall: 3, results: "++--+---", verdicts: "?PPPPPPF"),
        Row(rise: 3, fall: 1, results: "-+-++-+++", verdicts: "FFFFFFFFP"),
        Row(rise: 2, fall: 2, results: "+-+-+-", verdicts: "??????"),
    ]

    @Test("a verdict needs its threshold of results in a row, the first as much as any", arguments: rows)
    func thresholds(_ row: Row) {
        var tracker = CheckTracker()
        var verdicts = ""
        for result in row.results {
            tracker.record(Self.result(result == "+"), rise: row.rise, fall: row.fall)
            verdicts += ["unknown": "?", "passing": "P", "failing": "F"][tracker.verdict.rawValue] ?? "!"
        }
        #expect(verdicts == row.verdicts)
    }

    @Test("a verdict is what a look back over all results would give", arguments: UInt64(0)..<100)
    func naiveTwin(seed: UInt64) {
        var random = SeededRandom(seed)
        let (rise, fall) = (Int.random(in: 1...4, using: &random), Int.random(in: 1...4, using: &random))
        var tracker = CheckTracker()
        var history: [Bool] = []
        for _ in 0..<200 {
            history.append(.random(using: &random))
            tracker.record(Self.result(history.last ?? false), rise: rise, fall: fall)
            var expected = CheckTracker.Verdict.unknown
            for end in history.indices.reversed() where expected == .unknown {
                if end + 1 >= rise, history[(end - rise + 1)...end].allSatisfy({ $0 }) { expected = .passing }
                if end + 1 >= fall, history[(end - fall + 1)...end].allSatisfy({ !$0 }) { expected = .failing }
            }
            #expect(tracker.verdict == expected, "replay: seed \(seed)")
        }
    }

    @Test("the newest 60 results are kept, and the causes of the last one and of the newest failures")
    func bound() {
        var tracker = CheckTracker()
        for number in 0..<100 { tracker.record(Self.result(number % 10 != 0, "\(number)"), rise: 1, fall: 1) }
        let results = tracker.results
        #expect(results.map(\.passed) == (40..<100).map { $0 % 10 != 0 })
        #expect(
            results.map(\.cause).filter { !["passed", "failed"].contains($0) } == ["50", "60", "70", "80", "90", "99"])
        #expect(results[0].cause == "failed" && results[1].cause == "passed")
        #expect(tracker.last == results.last)
        #expect(tracker.streak == 9)
    }

    @Test("a restart forgets the verdict, and what was counted before it counts no more")
    func restart() {
        var tracker = CheckTracker()
        for _ in 0..<2 { tracker.record(Self.result(false), rise: 1, fall: 3) }
        tracker.restart()
        tracker.record(Self.result(false), rise: 1, fall: 3)
        #expect(tracker.verdict == .unknown)
        #expect(tracker.streak == 1)
        #expect(tracker.results.count == 3)
    }

    @Test("the cause counts in words")
    func cause() {
        var tracker = CheckTracker()
        #expect(tracker.cause == "no result yet")
        tracker.record(Self.result(false, "GET / → 503 in 12 ms"), rise: 1, fall: 3)
        #expect(tracker.cause == "GET / → 503 in 12 ms, first failure")
        for _ in 0..<2 { tracker.record(Self.result(false, "GET / → 503 in 12 ms"), rise: 1, fall: 3) }
        #expect(tracker.cause == "GET / → 503 in 12 ms, 3rd failure in a row")
    }

    static let ordinals = [
        (1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
        (111, "111th"), (122, "122nd"),
    ]

    @Test("ordinals are English", arguments: ordinals)
    func ordinal(_ number: Int, _ text: String) {
        #expect(CheckTracker.ordinal(number) == text)
    }

    @Test("a target's text cannot reach a terminal unescaped, nor fill it")
    func hostileCause() {
        let result = Self.result(false, "\u{1B}[2J" + String(repeating: "x", count: 1_000))
        #expect(result.cause.hasPrefix("\\x1b[2J"))
        #expect(result.cause.count < 300)
    }
}
