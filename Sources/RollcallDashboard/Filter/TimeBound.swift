package import RollcallCore

/// A moment as a filter names it.
package enum TimeBound: Sendable, Equatable {
    /// So long before now, wherever now has come to.
    case ago(Duration)
    /// The last time it was so late, in UTC.
    case timeOfDay(Duration)
    case at(WallTime)

    /// `3h`, `21:03`, `21:03:11` or RFC 3339.
    package init?(_ text: String) {
        if let duration = DurationText.parse(text) {
            self = .ago(duration)
        } else if let time = WallTime(rfc3339: text) {
            self = .at(time)
        } else {
            let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int64($0) }
            guard (2...3).contains(parts.count), parts.allSatisfy({ (0...59).contains($0 ?? -1) }),
                let hours = parts[0], hours < 24, let minutes = parts[1]
            else { return nil }
            self = .timeOfDay(.seconds(hours * 3_600 + minutes * 60 + (parts.count == 3 ? parts[2] ?? 0 : 0)))
        }
    }

    package func time(at now: WallTime) -> WallTime {
        switch self {
        case .ago(let duration): return now.advanced(by: .zero - duration)
        case .at(let time): return time
        case .timeOfDay(let time):
            let day = Duration.seconds(86_400)
            let sinceMidnight = Duration.milliseconds(now.milliseconds % 86_400_000)
            return now.advanced(by: time - sinceMidnight - (time > sinceMidnight ? day : .zero))
        }
    }
}
