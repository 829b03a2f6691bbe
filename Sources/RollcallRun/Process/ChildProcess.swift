import CProcess
import Foundation
import Synchronization

/// A program that runs, watched by a thread of its own: the system takes the end of the thread that started a program
/// for the end of the program's parent, and the threads that tasks run on come and go.
final class ChildProcess: Sendable {
    private let guardian: ProcessGuard?
    private let report: @Sendable (ChildEvent) -> Void
    private let isAbandoned = Atomic(false)

    /// How often to look whether what a program left behind is gone: the system has no way to wait for it.
    private static let look: TimeInterval = 0.01

    private init(_ guardian: ProcessGuard?, _ report: @escaping @Sendable (ChildEvent) -> Void) {
        self.guardian = guardian
        self.report = report
    }

    /// Starts `program` and reports its life up to `exited` and, where that says so, `cleared`; or `spawnFailed`.
    static func start(
        _ program: Program, _ guardian: ProcessGuard?, report: @escaping @Sendable (ChildEvent) -> Void
    ) -> ChildProcess {
        let process = ChildProcess(guardian, report)
        Thread.detachNewThread { process.live(program) }
        return process
    }

    /// Nobody waits for what it left behind any more.
    func abandon() {
        isAbandoned.store(true, ordering: .relaxed)
    }

    private func live(_ program: Program) {
        do throws(StartFailure) {
            let plan = try program.plan()
            let pid = try spawn(plan)
            guardian?.watch(pid)
            report(.spawned(pid: pid, port: plan.port))
            follow(pid)
        } catch { report(.spawnFailed(error)) }
    }

    private func spawn(_ plan: Program.Plan) throws(StartFailure) -> Int32 {
        var pid: Int32 = 0
        let error = withCStrings(plan.words) { words in
            withCStrings(plan.environment) { environment in cp_spawn(plan.path, words, environment, &pid) }
        }
        guard error == 0 else {
            throw StartFailure(
                program: plan.words.first ?? plan.path, why: String(cString: strerror(error)),
                shellCode: error == ENOENT ? 127 : 126)
        }
        return pid
    }

    private func follow(_ pid: Int32) {
        var change = CP_EXITED
        var value: Int32 = 0
        while cp_wait(pid, &change, &value) == 0 {
            switch change {
            case CP_STOPPED: report(.stopped(pid: pid, ProcessSignal(value)))
            case CP_SIGNALLED: return end(pid, .signal(ProcessSignal(value)))
            default: return end(pid, .code(value))
            }
        }
        // It is not there to be waited for: somebody else in this process has reaped it.
        end(pid, .code(255))
    }

    private func end(_ pid: Int32, _ status: ProcessEnding) {
        cp_take_terminal(pid)
        let leavesOthers = cp_group_exists(pid) != 0
        if !leavesOthers { guardian?.unwatch(pid) }
        report(.exited(pid: pid, status, leavesOthers: leavesOthers))
        guard leavesOthers else { return }
        while cp_group_exists(pid) != 0, !isAbandoned.load(ordering: .relaxed) {
            Thread.sleep(forTimeInterval: Self.look)
        }
        guardian?.unwatch(pid)
        report(.cleared(pid: pid))
    }
}
