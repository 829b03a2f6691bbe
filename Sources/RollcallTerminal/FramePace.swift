import RollcallCore

/// How far apart frames are sent. A line that does not take them as fast gets fewer, or it would show one after the other
/// what was true seconds ago: the pause doubles when a frame does not go out at once, and shrinks while frames do.
struct FramePace {
    /// What was asked for.
    var shortest: Duration
    private var pause: Duration

    static let longest = Duration.seconds(4)

    init(_ shortest: Duration) {
        self.shortest = shortest
        pause = shortest
    }

    var interval: Duration { max(shortest, pause) }

    mutating func note(wentOutAtOnce: Bool) {
        pause = wentOutAtOnce ? max(shortest, pause * 7 / 8) : min(Self.longest, interval * 2)
    }
}
