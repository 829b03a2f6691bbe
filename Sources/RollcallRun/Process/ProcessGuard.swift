import CProcess
import RollcallCore

/// Ends the program when this process is killed in a way that leaves it no time to. Linux sends SIGTERM to the program
/// itself then; this also reaches what it has started, insists with SIGKILL, and works elsewhere too.
final class ProcessGuard: Sendable {
    private let descriptor: Int32
    private let pid: Int32

    /// Nil when the system can make no further process. The program can be run without.
    init?(grace: Duration) {
        var pid: Int32 = 0
        descriptor = cp_guard_start(Int32(clamping: grace.milliseconds), &pid)
        guard descriptor >= 0 else { return nil }
        self.pid = pid
    }

    /// - Parameter group: nil for none.
    func watch(_ group: Int32?) {
        cp_guard_watch(descriptor, group ?? 0)
    }

    /// Last.
    func end() {
        cp_guard_end(descriptor, pid)
    }
}
