import RollcallCore

/// How what was recorded is played.
package struct Replay: Sendable, Equatable {
    package static let speeds = [1, 4, 16, 64]

    package fileprivate(set) var speed = 1
    package fileprivate(set) var isPaused = false
    /// How many messages were let through one by one.
    package fileprivate(set) var steps = 0
    package fileprivate(set) var isOver = false

    package init() {}

    var word: String {
        if isOver { return "REPLAY over" }
        return isPaused ? "REPLAY paused" : "REPLAY x\(speed)"
    }
}

extension DashboardModel {
    package init(replay: Replay, options: DashboardOptions = DashboardOptions()) {
        self.init(options: options)
        self.replay = replay
    }

    /// Only what was recorded moves the dashboard, at the times it had then. The user has the size of the screen and
    /// the speed; what the dashboard asked for then was answered then.
    mutating func play(_ message: Message) -> [Command] {
        switch message {
        case .replayed(.stop, _): return []
        case .replayed(.resize, let moment):
            _ = take(.resize(size), at: moment)
            return []
        case .replayed(let message, let moment):
            _ = take(message, at: moment)
            return []
        case .replayEnded:
            replay?.isOver = true
            return []
        case .resize, .stop: return take(message, at: now)
        case .key(let key): return control(key)
        case .answer, .snapshot, .events, .pulse, .breakers, .minutes, .services, .inspected, .refreshed, .link, .tick:
            return []
        }
    }

    private mutating func control(_ key: Key) -> [Command] {
        switch key {
        case .character(" "): replay?.isPaused.toggle()
        case .character("."):
            replay?.isPaused = true
            replay?.steps += 1
        case .character("+"): turnSpeed(by: 1)
        case .character("-"): turnSpeed(by: -1)
        default:
            switch keys.action(for: key) {
            case .quit, .leave: return [.quit]
            case .redraw: return [.redraw]
            case .suspend: return [.suspend]
            default: return []
            }
        }
        return replay.map { [.replay($0)] } ?? []
    }

    private mutating func turnSpeed(by step: Int) {
        guard let replay, let index = Replay.speeds.firstIndex(of: replay.speed) else { return }
        self.replay?.speed = Replay.speeds[min(max(0, index + step), Replay.speeds.count - 1)]
    }

    var replayHints: [(key: String, words: String)] {
        [
            ("Space", replay?.isPaused == true ? "go on" : "pause"), (".", "step"), ("+ -", "speed"),
            (keys.label(for: .leave), "quit"),
        ]
    }
}
