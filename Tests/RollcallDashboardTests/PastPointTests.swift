import RollcallCore
import RollcallDashboard
import Testing

@Suite struct PastPointTests {
    /// 2026-11-22T23:14:37Z
    private static let now = Fixture.wallTime

    private static func time(_ text: String) -> PastPoint {
        WallTime(rfc3339: text).map { .time($0) } ?? .revision(-1)
    }

    @Test(
        "a place in the history is written as a revision, a time or a duration",
        arguments: [
            ("rev:871002", PastPoint.revision(871_002)), ("871002", .revision(871_002)), (" rev:1 ", .revision(1)),
            ("21:03", time("2026-11-22T21:03:00Z")), ("21:03:11", time("2026-11-22T21:03:11Z")),
            ("23:14:37", time("2026-11-22T23:14:37Z")), ("23:15", time("2026-11-21T23:15:00Z")),
            ("-2h", time("2026-11-22T21:14:37Z")), ("2h", time("2026-11-22T21:14:37Z")),
            ("-1h30m", time("2026-11-22T21:44:37Z")), ("-1d", time("2026-11-21T23:14:37Z")),
            ("2026-11-20T08:02:11+01:00", time("2026-11-20T07:02:11Z")), ("2026-11-20", time("2026-11-20T00:00:00Z")),
            ("2026-11-20 08:02", time("2026-11-20T08:02:00Z")), ("2026-11-20T08:02:11", time("2026-11-20T08:02:11Z")),
        ])
    func reads(text: String, point: PastPoint) throws {
        #expect(try PastPoint.parse(text, now: Self.now) == point)
    }

    @Test(
        "anything else is refused by its name",
        arguments: [
            "", "yesterday", "24:00", "12:60", "1:2:3:4", "rev:", "rev:-1", "-5", "12:", "2026-13-01", "\u{1B}[2J",
        ])
    func refuses(text: String) {
        #expect(throws: UnreadablePoint.self) { try PastPoint.parse(text, now: Self.now) }
        #expect(SafeText.isSafe(UnreadablePoint.words(text)))
    }
}

extension UnreadablePoint {
    fileprivate static func words(_ text: String) -> String {
        do throws(UnreadablePoint) {
            _ = try PastPoint.parse(text, now: Fixture.wallTime)
            return ""
        } catch { return error.problem + error.hint }
    }
}
