package import RollcallCore

/// A place in the history, as one asks for it.
package enum PastPoint: Codable, Sendable, Hashable {
    /// After this event.
    case revision(Int64)
    /// After the newest event that is not later.
    case time(WallTime)
    case lastChange(of: Subject, before: Int64)
    case nextChange(of: Subject, after: Int64)
}

/// What a change may be about.
package enum Subject: Codable, Sendable, Hashable {
    case service(String)
    case instance(String)

    package var name: String {
        switch self {
        case .service(let name), .instance(let name): name
        }
    }
}

/// A text that names no place in the history.
package struct UnreadablePoint: Error, Sendable, Equatable {
    package let text: String

    package var problem: String { "\(CellText.sanitized(text, maxCells: 40)) is no place in the history" }
    package var hint: String { "Write \(PastPoint.examples)." }
}

extension PastPoint {
    package static let examples = "21:03, -2h, rev:871002 or 2026-11-22T21:03:00Z"

    /// Reads what a person writes: a revision, a time of day in UTC, a duration back from `now`, or a date and time.
    package static func parse(_ text: String, now: WallTime) throws(UnreadablePoint) -> PastPoint {
        let text = text.trimmingBlanks()
        let digits = text.hasPrefix("rev:") ? String(text.dropFirst(4)) : text
        if let revision = Int64(digits), revision >= 0, digits.allSatisfy(\.isNumber) { return .revision(revision) }
        if let time = timeOfDay(text, now: now) { return .time(time) }
        // The parts of a date that go without saying.
        for suffix in ["", "Z", ":00Z", "T00:00:00Z"] {
            if let time = WallTime(rfc3339: text + suffix) { return .time(time) }
        }
        let back = text.hasPrefix("-") ? String(text.dropFirst()) : text
        if let duration = DurationText.parse(back) { return .time(now.advanced(by: .zero - duration)) }
        throw UnreadablePoint(text: text)
    }

    /// `21:03` or `21:03:11`: the last time it was that late.
    private static func timeOfDay(_ text: String, now: WallTime) -> WallTime? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count) else { return nil }
        let numbers = parts.compactMap { part in part.utf8.count <= 2 ? UInt8(part) : nil }
        guard numbers.count == parts.count, zip(numbers, [23, 59, 59]).allSatisfy({ $0 <= $1 }) else { return nil }
        let seconds = zip(numbers, [3_600, 60, 1]).reduce(Int64(0)) { $0 + Int64($1.0) * $1.1 }
        let day: Int64 = 86_400_000
        let midnight = now.milliseconds - ((now.milliseconds % day) + day) % day
        let today = WallTime(milliseconds: midnight + seconds * 1_000)
        return today <= now ? today : WallTime(milliseconds: today.milliseconds - day)
    }
}

extension String {
    fileprivate func trimmingBlanks() -> String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
