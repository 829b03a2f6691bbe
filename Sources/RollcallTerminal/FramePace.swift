import RollcallCore

/// How far apart frames are sent that nobody pressed a key for. A line that does not take them as fast would show one
/// after the other what was true seconds ago, because the system keeps many kilobytes for it.
///
/// As TCP does: when a frame does not go out at once the line is full, and nearly nothing is sent for as long as it takes
/// to empty it; then the pause shrinks, quickly to twice of what was too short and slowly from there.
struct FramePace {
    /// What was asked for.
    var shortest: Duration
    private var pause: Duration
    private var threshold: Duration

    static let longest = Duration.seconds(4)

    init(_ shortest: Duration) {
        self.shortest = shortest
        pause = shortest
        threshold = shortest
    }

    var interval: Duration { max(shortest, pause) }

    mutating func note(wentOutAtOnce: Bool) {
        if wentOutAtOnce {
            pause = pause > threshold ? max(threshold, pause * 3 / 4) : pause * 63 / 64
            pause = max(shortest, pause)
            return
        }
        // While it recovers, what is in the way is still of before.
        if pause <= threshold { threshold = min(Self.longest, interval * 2) }
        pause = Self.longest
    }
}
