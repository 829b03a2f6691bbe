import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallWire
import Synchronization

/// What the dashboard lives on when it plays a recording: the same messages with the same pauses, or shorter ones.
final class ReplayFeed: DashboardFeed {
    private let recording: Recording
    private let emit: @Sendable (Message) -> Void
    private let control = Mutex(Replay())
    private let bell = RetryBell()

    /// How soon a change of speed or the end of a pause is noticed when the ring for it came too early.
    private static let recheck = Duration.milliseconds(250)

    init(_ recording: Recording, emit: @escaping @Sendable (Message) -> Void) {
        self.recording = recording
        self.emit = emit
    }

    func replay(_ replay: Replay) {
        control.withLock { $0 = replay }
        bell.ring()
    }

    func run() async throws {
        var last: Moment?
        var steps = 0
        for index in 0..<recording.count {
            let recorded = try recording.message(index)
            try await wait(last.map { $0.duration(to: recorded.moment) } ?? .zero, &steps)
            emit(.replayed(recorded.message, at: recorded.moment))
            last = recorded.moment
        }
        emit(.replayEnded)
        while true { try await Task.sleep(for: .seconds(3_600)) }
    }

    /// Waits as long as was waited then, by the speed that is wanted.
    private func wait(_ pause: Duration, _ steps: inout Int) async throws {
        let clock = ContinuousClock()
        var left = pause
        while true {
            let control = control.withLock { $0 }
            if control.steps > steps {
                steps += 1
                return
            }
            guard control.isPaused || left > .zero else { return }
            let began = clock.now
            try await bell.wait(for: control.isPaused ? Self.recheck : min(left / control.speed, Self.recheck))
            if !control.isPaused { left -= began.duration(to: clock.now) * control.speed }
        }
    }

    func resubscribe() {}
    func retry() {}
    func answer(_ command: Command) async throws {}
}

/// Asked by nobody: what a recording holds was answered when it was made.
struct NoSource: RegistrySource {
    struct Asked: Error {}

    func services() async throws -> ServiceListView { throw Asked() }
    func allInstances(_ query: InstanceQuery) async throws -> InstanceListView { throw Asked() }
    func instance(_ id: String) async throws -> InstanceAnswer { throw Asked() }
    func events(_ query: HistoryQuery) async throws -> EventPageView { throw Asked() }
    func state(at point: String) async throws -> PastView { throw Asked() }
    func presentBreaker(_ id: String) async throws -> BreakerView? { throw Asked() }
}
