import GRDB
import RollcallCore

/// Counts the last hour's events by minute, for a start.
enum MinuteCounts {
    /// More events within the hour than these are not counted: a start must stay quick after a storm.
    static let eventCountMax: Int64 = 200_000

    static func read(_ db: Database, _ times: EventTimes, until last: WallTime) throws -> MinuteHistory {
        let hour = Duration.seconds(60 * Int64(MinuteHistory.minuteCount))
        let start = try times.newest(notAfter: last.advanced(by: .zero - hour))
        let rows = try RawStatement(
            db,
            """
            SELECT kind, trigger_event, time_ms / 60000 AS minute, count(*) FROM
            (SELECT kind, trigger_event, time_ms FROM events WHERE revision > ? ORDER BY revision DESC LIMIT ?)
            GROUP BY kind, trigger_event, minute ORDER BY minute
            """)
        defer { rows.reset() }
        try rows.bind(1, start.number)
        try rows.bind(2, eventCountMax)
        var minutes = MinuteHistory()
        while try rows.step() {
            guard let kind = EventKind(rawValue: rows.text(0)) else { continue }
            let trigger = rows.optionalText(1).flatMap(StatusEvent.init(rawValue:))
            guard let change = ChangeKind(kind, on: trigger) else { continue }
            let time = WallTime(milliseconds: rows.integer(2) * 60_000)
            minutes.record(change, at: time, count: Int(rows.integer(3)))
        }
        return minutes
    }
}
