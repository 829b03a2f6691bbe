import RollcallCore
import RollcallTestKit
import Testing

@Suite struct CheckMarksTests {
    @Test("equals a plain list of the newest results, to the tenth of a second", arguments: UInt64(0)..<50)
    func naiveTwin(seed: UInt64) {
        var random = SeededRandom(seed)
        var marks = CheckMarks()
        var naive: [CheckResult] = []
        var time = Int64.random(in: 0...2_000_000_000_000, using: &random)
        for _ in 0..<150 {
            time += Int64.random(in: 0...6_000_000, using: &random)
            let took = Int64.random(in: 0...(Bool.random(using: &random) ? 16_000 : 1_000_000), using: &random)
            let result = CheckResult(
                at: WallTime(milliseconds: time), passed: .random(using: &random), took: .milliseconds(took), cause: "")
            marks.record(result)
            naive.append(result)
            let expected = naive.suffix(CheckMarks.countMax)
            #expect(marks.results.map(\.passed) == expected.map(\.passed), "seed \(seed)")
            for (told, real) in zip(marks.results, expected) {
                #expect(abs(told.at.milliseconds - real.at.milliseconds) < 100, "seed \(seed)")
                #expect(abs((told.took - real.took).milliseconds) < 64, "seed \(seed)")
                if real.took < .seconds(16) { #expect(told.took == real.took, "seed \(seed)") }
            }
        }
        #expect(marks.results.last?.at == naive.last?.at)
    }

    @Test("what does not fit is cut off, and a clock that was set back counts as no time")
    func bounds() {
        var marks = CheckMarks()
        for time in [0, 100_000_000, 50_000_000] as [Int64] {
            marks.record(
                CheckResult(at: WallTime(milliseconds: time), passed: true, took: .seconds(100_000), cause: ""))
        }
        #expect(marks.results.map(\.at.milliseconds) == [50_000_000 - 6_553_500, 50_000_000, 50_000_000])
        #expect(marks.results.allSatisfy { $0.took > .seconds(1_000) })
    }
}
