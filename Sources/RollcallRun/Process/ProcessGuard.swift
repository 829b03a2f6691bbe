import CProcess
import RollcallCore
import Synchronization

/// Ends the program when this process is killed in a way that leaves it no time to. Linux sends SIGTERM to the program
/// itself then; this also reaches what it has started, insists with SIGKILL, and works elsewhere too.
final class ProcessGuard: Sendable {
    private let descriptor: Int32
    private let pid: Int32
    /// Nil once it has ended.
    private let watched = Mutex<Int32?>(0)

    /// Nil when the system can make no further process. The program can be run without.
    init?(grace: Duration) {
        var pid: Int32 = 0
        descriptor = cp_guard_start(Int32(clamping: grace.milliseconds), &pid)
        guard descriptor >= 0 else { return nil }
        self.pid = pid
    }

    func watch(_ group: Int32) {
        watched.withLock { watched in
            guard watched != nil else { return }
            watched = group
            cp_guard_watch(descriptor, group)
        }
    }

    /// Does nothing when it is another group's turn by now: whoever watched over the one before may be late.
    func unwatch(_ group: Int32) {
        watched.withLock { watched in
            guard watched == group else { return }
            watched = 0
            cp_guard_watch(descriptor, 0)
        }
    }

    /// Last.
    func end() {
        watched.withLock { watched in
            guard watched != nil else { return }
            watched = nil
            cp_guard_end(descriptor, pid)
        }
    }
}
