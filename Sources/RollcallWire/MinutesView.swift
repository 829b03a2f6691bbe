package import RollcallCore

/// How many changes of each kind there were in each of the last 60 minutes, oldest first; the last is under way.
package struct MinutesView: Codable, Sendable, Equatable {
    package var epoch: String
    package var revision: Int64
    /// The daemon's time, within the last of the minutes.
    package var time: String
    package var registered: [Int]
    package var removed: [Int]
    package var health: [Int]
    package var expired: [Int]
    package var breaker: [Int]
    package var edited: [Int]

    package init(epoch: String, revision: Int64, _ history: MinuteHistory, at now: WallTime) {
        self.epoch = epoch
        self.revision = revision
        time = now.description
        registered = history.counts(.registered, at: now)
        removed = history.counts(.removed, at: now)
        health = history.counts(.health, at: now)
        expired = history.counts(.expired, at: now)
        breaker = history.counts(.breaker, at: now)
        edited = history.counts(.edited, at: now)
    }

    package func counts(_ kind: ChangeKind) -> [Int] {
        switch kind {
        case .registered: registered
        case .removed: removed
        case .health: health
        case .expired: expired
        case .breaker: breaker
        case .edited: edited
        }
    }

    /// Nil when its time is none.
    package var history: MinuteHistory? {
        guard let now = WallTime(rfc3339: time) else { return nil }
        var history = MinuteHistory()
        for age in (0..<MinuteHistory.minuteCount).reversed() {
            let then = now.advanced(by: .seconds(-60 * Int64(age)))
            for kind in ChangeKind.allCases {
                let counts = counts(kind)
                guard age < counts.count else { continue }
                history.record(kind, at: then, count: counts[counts.count - 1 - age])
            }
        }
        return history
    }
}
