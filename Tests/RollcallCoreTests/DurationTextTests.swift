import RollcallCore
import RollcallTestKit
import Testing

@Suite struct DurationTextTests {
    static let spelled: [(text: String, milliseconds: Int64)] = [
        ("0s", 0), ("1ms", 1), ("500ms", 500), ("30s", 30_000), ("5m", 300_000), ("2h", 7_200_000),
        ("2d", 172_800_000), ("1h30m", 5_400_000), ("1m1s1ms", 61_001), ("1.5s", 1_500), ("0.25h", 900_000),
        ("1.0004s", 1_000), ("9223372036854775807ms", .max),
    ]

    @Test("a duration is a number and a unit, or several in a row", arguments: spelled)
    func parse(_ text: String, _ milliseconds: Int64) {
        #expect(DurationText.parse(text) == .milliseconds(milliseconds))
    }

    @Test(
        "what is not a duration is refused",
        arguments: [
            "", " ", "5", "s", "-5s", "+5s", "5 s", "5S", "5sec", "1.s", ".5s", "1..5s", "1.2.3s", "5s ", " 5s", "٣s",
            "1.1234567s", "9223372036854775808ms", "106751991167301d", "106751991167.9d", "9223372036854775807ms1ms",
            "1e3s", "0x10s", "5s\n", "∞s", "5µs",
        ])
    func refuse(_ text: String) {
        #expect(DurationText.parse(text) == nil)
    }

    static let formatted: [(milliseconds: Int64, text: String)] = [
        (0, "0s"), (1, "1ms"), (1_500, "1500ms"), (30_000, "30s"), (90_000, "90s"), (300_000, "5m"),
        (7_200_000, "2h"), (86_400_000, "1d"), (90_000_000, "25h"),
    ]

    @Test("the shortest spelling that loses nothing is chosen", arguments: formatted)
    func format(_ milliseconds: Int64, _ text: String) {
        #expect(DurationText.format(.milliseconds(milliseconds)) == text)
    }

    @Test("what was formatted reads back as it was", arguments: UInt64(0)..<100)
    func roundTrip(seed: UInt64) {
        var random = SeededRandom(seed)
        for _ in 0..<50 {
            let limit = random.pick([Int64(1_000), 100_000, 10_000_000, 10_000_000_000])
            let duration = Duration.milliseconds(Int64.random(in: 0...limit, using: &random))
            #expect(DurationText.parse(DurationText.format(duration)) == duration, "replay: seed \(seed)")
        }
    }

    static let briefs: [(milliseconds: Int64, text: String)] = [
        (-5, "0ms"), (0, "0ms"), (850, "850ms"), (4_199, "4.1s"), (59_999, "59.9s"), (124_000, "2m 04s"),
        (3_599_999, "59m 59s"), (11_520_000, "3h 12m"), (439_200_000, "5d 2h"),
    ]

    @Test("a brief duration has two figures at most", arguments: briefs)
    func brief(_ milliseconds: Int64, _ text: String) {
        #expect(DurationText.brief(.milliseconds(milliseconds)) == text)
    }

    @Test(
        "however long a duration is, it can be measured",
        arguments: [Duration.seconds(9_223_372_036), .milliseconds(9_223_372_036_900), .seconds(Int64.max)])
    func clamped(_ duration: Duration) {
        #expect(duration.nanoseconds > 0)
        #expect((.zero - duration).nanoseconds < 0)
        #expect(WallTime(milliseconds: 0).advanced(by: duration) > WallTime(milliseconds: 0))
        #expect(Moment.zero.advanced(by: .seconds(86_400)).advanced(by: duration) > .zero)
    }
}
