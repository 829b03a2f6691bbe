import NIOCore
import RollcallCore

/// Notices that nothing moves on a relay any more. Bytes only leave a time behind; a timer looks at it when it could be
/// over, so that they cost no timer each.
final class IdleWatch {
    private let timeout: TimeAmount
    private let loop: any EventLoop
    private var lastActivity = NIODeadline.now()
    private var timer: Scheduled<Void>?
    private var pendingBefore = 0

    /// - Parameter timeout: nil for never.
    init?(_ timeout: Duration?, on loop: any EventLoop) {
        guard let timeout else { return nil }
        self.timeout = .nanoseconds(timeout.nanoseconds)
        self.loop = loop
    }

    func note() {
        lastActivity = .now()
    }

    /// - Parameters:
    ///   - pending: how much waits to be written.
    ///   - isIdle: is called once.
    func start(pending: @escaping () -> Int, isIdle: @escaping () -> Void) {
        guard timer == nil else { return }
        note()
        schedule(pending, isIdle)
    }

    func stop() {
        timer?.cancel()
        timer = nil
    }

    private func schedule(_ pending: @escaping () -> Int, _ isIdle: @escaping () -> Void) {
        timer = loop.assumeIsolated().scheduleTask(deadline: lastActivity + timeout) {
            // A reader that is slow is not idle: what waits for it shrinks.
            let pendingNow = pending()
            if pendingNow != self.pendingBefore {
                self.pendingBefore = pendingNow
                self.note()
            }
            guard NIODeadline.now() - self.lastActivity >= self.timeout else { return self.schedule(pending, isIdle) }
            isIdle()
        }
    }
}
