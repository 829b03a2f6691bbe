import CProcess
import Foundation
import Testing

@testable import RollcallRun

/// What a program finds itself in.
@Suite(.timeLimit(.minutes(5))) struct SpawnTests {
    #if os(Linux)
        @Test("no signal is blocked or ignored, and only the three standard descriptors are open")
        func surroundings() async throws {
            // As networking code does.
            signal(SIGPIPE, SIG_IGN)
            let run = try Run()
            let masks = ["SigBlk", "SigIgn"].map { "$(grep \($0) /proc/$$/status | cut -f 2)" }.joined(separator: " ")
            async let code = run.shell("(echo \(masks); ls /proc/self/fd | tr '\\n' ' '; echo) > $FIFO")
            // 32 and 33 are the C library's own signals: nobody else can set them, nor reset what a parent left.
            let own = UInt64(3) << 31
            let masksSeen = await run.fifo.line().split(separator: " ").map { UInt64($0, radix: 16) ?? .max }
            #expect(masksSeen.count == 2 && masksSeen.allSatisfy { $0 & ~own == 0 }, "\(masksSeen)")
            // 3 is the folder that `ls` reads.
            #expect(await run.fifo.line() == "0 1 2 3 ")
            #expect(await code == 0)
        }

        @Test("a program does not outlive the thread that stands for its parent")
        func parentDeath() async throws {
            let pid = await Blocking.run { Self.spawn("exec sleep 100") }
            #expect(await Blocking.run { Self.end(of: pid) } == .signal(.terminate))
        }
    #endif

    @Test("when this process goes without a word, its guard ends the program, and what ignores SIGTERM with it")
    func guarded() async throws {
        let fifo = try Fifo()
        // The thread that starts the program stays, as it would in a runner.
        let (grandchild, ending) = await Blocking.run {
            let loop = "while :; do sleep 100; done"
            let pid = Self.spawn("trap '' TERM; sh -c 'echo $$ > \(fifo.path); \(loop)' & \(loop)")
            let grandchild = Int32(fifo.readLine())
            var guardian: Int32 = 0
            let descriptor = cp_guard_start(50, &guardian)
            cp_guard_watch(descriptor, pid)
            // The end of this process would close it; nobody else holds it.
            close(descriptor)
            let ending = Self.end(of: pid)
            waitpid(guardian, nil, 0)
            return (grandchild, ending)
        }
        #expect(ending == .signal(.kill))
        // It is dead as soon as the guard is gone, and gone when the system gets to it.
        try await untilGone(try #require(grandchild))
    }

    @Test("a guard that is sent home lets the program be")
    func dismissed() async throws {
        let ending = await Blocking.run {
            let pid = Self.spawn("exec sleep 100")
            let guardian = ProcessGuard(grace: .milliseconds(50))
            guardian?.watch(pid)
            guardian?.end()
            let isThere = cp_group_exists(pid) != 0
            kill(-pid, SIGKILL)
            return (isThere, Self.end(of: pid))
        }
        #expect(ending.0)
        #expect(ending.1 == .signal(.kill))
    }

    @Test("free ports are free")
    func freePort() throws {
        let ports = (0..<20).compactMap { _ in FreePort.find() }
        #expect(ports.count == 20)
        #expect(ports.allSatisfy { $0 > 1_023 })
    }

    private static func spawn(_ script: String) -> Int32 {
        var pid: Int32 = 0
        let error = withCStrings(["sh", "-c", script]) { words in
            withCStrings(["PATH=/usr/bin:/bin"]) { cp_spawn("/bin/sh", words, $0, &pid) }
        }
        return error == 0 ? pid : 0
    }

    private static func end(of pid: Int32) -> ProcessEnding? {
        var change = CP_STOPPED
        var value: Int32 = 0
        while change == CP_STOPPED { guard cp_wait(pid, &change, &value) == 0 else { return nil } }
        return change == CP_EXITED ? .code(value) : .signal(ProcessSignal(value))
    }
}
