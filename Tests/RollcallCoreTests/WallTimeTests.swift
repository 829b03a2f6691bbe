import RollcallCore
import RollcallTestKit
import Testing

@Suite struct WallTimeTests {
    static let known: [(text: String, milliseconds: Int64)] = [
        ("1970-01-01T00:00:00.000Z", 0), ("1969-12-31T23:59:59.999Z", -1),
        ("2000-02-29T12:00:00.000Z", 951_825_600_000),
        ("2024-02-29T23:59:59.999Z", 1_709_251_199_999), ("2026-11-22T03:12:00.000Z", 1_795_317_120_000),
        ("1900-03-01T00:00:00.000Z", -2_203_891_200_000), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
    ]

    @Test("a known date is written and read as the calendar says", arguments: known)
    func dates(_ text: String, _ milliseconds: Int64) {
        #expect(WallTime(milliseconds: milliseconds).description == text)
        #expect(WallTime(rfc3339: text) == WallTime(milliseconds: milliseconds))
    }

    @Test("years of more or fewer than four digits are written whole")
    func distantDates() {
        #expect(WallTime(milliseconds: .max).description == "292278994-08-17T07:12:55.807Z")
        #expect(WallTime(milliseconds: -62_167_219_200_001).description == "-0001-12-31T23:59:59.999Z")
    }

    @Test("every instant reads back as it was written", arguments: UInt64(0)..<100)
    func roundTrip(seed: UInt64) {
        var random = SeededRandom(seed)
        for _ in 0..<100 {
            let time = WallTime(
                milliseconds: Int64.random(in: -62_135_596_800_000...253_402_300_799_999, using: &random))
            #expect(WallTime(rfc3339: time.description) == time, "replay: seed \(seed)")
        }
    }

    static let spellings = [
        "2026-11-22T03:12:00Z", "2026-11-22t03:12:00z", "2026-11-22 03:12:00Z", "2026-11-22T04:12:00+01:00",
        "2026-11-21T22:42:00-04:30", "2026-11-22T03:12:00.0Z", "2026-11-22T03:12:00.000000000000000000000Z",
    ]

    @Test("one instant has several spellings", arguments: spellings)
    func spelling(_ text: String) {
        #expect(WallTime(rfc3339: text) == WallTime(milliseconds: 1_795_317_120_000))
    }

    @Test(
        "what is not a time is refused",
        arguments: [
            "", "now", "2026", "2026-11-22", "2026-11-22T03:12", "2026-11-22T03:12:00", "2026-13-01T00:00:00Z",
            "2026-00-01T00:00:00Z", "2026-01-32T00:00:00Z", "2026-02-29T00:00:00Z", "2026-02-31T00:00:00Z",
            "2026-04-31T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:61Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+1:00", "2026-01-01T00:00:00+24:00",
            "2026-01-01T00:00:00Zz", "+026-01-01T00:00:00Z", "２０26-01-01T00:00:00Z", "2026-11-22T03:12:00Z\n",
        ])
    func refuse(_ text: String) {
        #expect(WallTime(rfc3339: text) == nil)
    }

    @Test("the time of day is read off in UTC")
    func timeOfDay() {
        #expect(WallTime(milliseconds: -1).timeOfDay == "23:59:59")
        #expect(WallTime(milliseconds: 1_795_317_120_999).timeOfDay == "03:12:00")
    }
}
