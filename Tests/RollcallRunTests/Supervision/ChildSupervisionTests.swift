import RollcallCore
import Testing

@testable import RollcallRun

@Suite struct ChildSupervisionTests {
    private static let crash = ProcessEnding.code(1)

    @Test("a program is registered as soon as it runs, and its code is passed on when it ends")
    func plain() {
        var bench = Bench()
        #expect(bench.tell(.start) == [.spawn])
        #expect(bench.tell(.spawned(pid: 7, port: 80)) == [.register(port: 80)])
        #expect(bench.supervision.nextWake == nil)
        bench.now = bench.now.advanced(by: .seconds(3))
        #expect(
            bench.tell(.exited(pid: 7, .code(5), leavesOthers: false)) == [
                .deregister(why: "exited with code 5"), .say("exited with code 5 after 3.0s"),
            ])
        #expect(bench.wait == .seconds(2))
        #expect(bench.tell(.deregistered) == [.exit(code: 5)])
        #expect(bench.supervision.state == .done(code: 5))
    }

    @Test("a signal that ends a program becomes 128 and its number, as in a shell")
    func signalled() {
        var bench = Bench.running { $0.settleTime = .seconds(1) }
        #expect(
            bench.tell(.exited(pid: 7, .signal(ProcessSignal(11)), leavesOthers: false)) == [
                .say("was ended by SIGSEGV after 0ms"), .exit(code: 139),
            ])
    }

    @Test("one that ends before it has settled was never registered")
    func settles() {
        var bench = Bench.running { $0.settleTime = .seconds(1) }
        #expect(bench.wait == .seconds(1))
        #expect(bench.wake() == [.register(port: 80)])
        bench = Bench.running { $0.settleTime = .seconds(1) }
        bench.now = bench.now.advanced(by: .milliseconds(999))
        #expect(bench.tell(.woke) == [])
        #expect(
            bench.tell(.exited(pid: 7, Self.crash, leavesOthers: false)) == [
                .say("exited with code 1 after 999ms"), .exit(code: 1),
            ])
    }

    private static let drains = ChildDirective.say("drains for 5.0s; a second signal ends the wait")

    @Test("to stop: first out of traffic, then the drain time, then SIGTERM, then the grace time, then SIGKILL")
    func stops() {
        var bench = Bench.running()
        #expect(bench.tell(.signal(.terminate)) == [.drain(why: "stopped by SIGTERM")])
        #expect(bench.wait == .seconds(2))
        #expect(bench.tell(.drained) == [Self.drains])
        #expect(bench.wait == .seconds(5))
        #expect(bench.wake() == [.signal(.terminate, pid: 7)])
        #expect(bench.wait == .seconds(10))
        #expect(bench.wake() == [.say("does not stop and is killed"), .signal(.kill, pid: 7)])
        #expect(bench.wait == nil)
        #expect(
            bench.tell(.exited(pid: 7, .signal(.kill), leavesOthers: false)) == [
                .deregister(why: "was ended by SIGKILL")
            ])
        #expect(bench.tell(.deregistered) == [.exit(code: 137)])
    }

    @Test("a registry that does not answer holds up neither the drain nor the end")
    func registryAway() {
        var bench = Bench.running()
        _ = bench.tell(.signal(.terminate))
        #expect(bench.wake() == [Self.drains])
        #expect(bench.wait == .seconds(5))
        // Too late to matter.
        #expect(bench.tell(.drained) == [])
        #expect(bench.wait == .seconds(5))
        _ = bench.wake()
        #expect(
            bench.tell(.exited(pid: 7, .code(0), leavesOthers: false)) == [.deregister(why: "exited with code 0")])
        #expect(bench.wake() == [.exit(code: 0)])
    }

    @Test("without a drain time, SIGTERM follows as soon as it is out of traffic")
    func noDrainTime() {
        var bench = Bench.running { $0.drainTime = .zero }
        _ = bench.tell(.signal(.terminate))
        #expect(bench.tell(.drained) == [.signal(.terminate, pid: 7)])
    }

    @Test("one that is not registered yet has nothing to drain")
    func unregistered() {
        var bench = Bench.running { $0.settleTime = .seconds(1) }
        #expect(bench.tell(.signal(.interrupt)) == [.signal(.terminate, pid: 7)])
    }

    @Test("a person who presses Ctrl-C again does not wait for the step that is waited for")
    func impatience() {
        var bench = Bench.running()
        _ = bench.tell(.signal(.interrupt))
        #expect(bench.tell(.signal(.interrupt)) == [.signal(.terminate, pid: 7)])
        #expect(bench.tell(.signal(.interrupt)) == [.say("does not stop and is killed"), .signal(.kill, pid: 7)])
        #expect(bench.tell(.signal(.interrupt)) == [])
    }

    @Test("SIGTERM sent again ends the wait for callers, and no more")
    func again() {
        var bench = Bench.running()
        _ = bench.tell(.signal(.terminate))
        _ = bench.tell(.drained)
        #expect(bench.tell(.signal(.terminate)) == [.signal(.terminate, pid: 7)])
        #expect(bench.tell(.signal(.terminate)) == [], "the program has its time")
        #expect(bench.wait == .seconds(10))
    }

    @Test("one that is asked to stop while it is being started is stopped once it runs")
    func stoppedEarly() {
        var bench = Bench()
        _ = bench.tell(.start)
        #expect(bench.tell(.signal(.terminate)) == [])
        #expect(bench.tell(.spawned(pid: 7, port: nil)) == [.signal(.terminate, pid: 7)])
        #expect(bench.tell(.exited(pid: 7, .signal(.terminate), leavesOthers: false)) == [.exit(code: 143)])
    }

    @Test("one that crashes while it drains is gone, and is not started again")
    func crashInDrain() {
        var bench = Bench.running { $0.restart = .always }
        _ = bench.tell(.signal(.terminate))
        _ = bench.tell(.drained)
        #expect(
            bench.tell(.exited(pid: 7, Self.crash, leavesOthers: false)) == [.deregister(why: "exited with code 1")])
        #expect(bench.tell(.deregistered) == [.exit(code: 1)])
    }

    @Test("what cannot be started ends it, with a shell's code, also at a restart")
    func spawnFails() {
        let failure = StartFailure(program: "orders", why: "it is not in PATH", shellCode: 127)
        var bench = Bench { $0.restart = .always }
        _ = bench.tell(.start)
        #expect(
            bench.tell(.spawnFailed(failure)) == [
                .say("cannot be started: it is not in PATH"), .exit(code: 127),
            ])
    }

    @Test("other signals are passed on, and Ctrl-Z stops both")
    func passedOn() {
        var bench = Bench.running()
        let hangUp = ProcessSignal(1)
        #expect(bench.tell(.signal(hangUp)) == [.signal(hangUp, pid: 7)])
        #expect(bench.tell(.signal(.suspend)) == [.signal(.suspend, pid: 7), .suspend])
        #expect(bench.tell(.signal(.resume)) == [.signal(.resume, pid: 7)])
        #expect(bench.supervision.child?.isRegistered == true)
    }

    @Test("what is to be passed on while the program is being started waits for it")
    func passedOnEarly() {
        let hangUp = ProcessSignal(1)
        var bench = Bench()
        _ = bench.tell(.start)
        #expect(bench.tell(.signal(hangUp)) == [])
        #expect(bench.tell(.signal(hangUp)) == [])
        #expect(
            bench.tell(.spawned(pid: 7, port: 80)) == [.signal(hangUp, pid: 7), .register(port: 80)], "once, and first")
        var restarted = Bench.running { $0.restart = .always }
        _ = restarted.tell(.exited(pid: 7, Self.crash, leavesOthers: false))
        #expect(restarted.tell(.signal(hangUp)) == [], "nothing runs, and nothing is being started")
        #expect(restarted.wake() == [.spawn])
        #expect(restarted.tell(.spawned(pid: 8, port: 80)) == [.register(port: 80)])
    }

    @Test("a program that asks for the terminal gets it, and Ctrl-Z there stops both")
    func terminal() {
        var bench = Bench.running()
        #expect(
            bench.tell(.stopped(pid: 7, .terminalInput)) == [.giveTerminal(pid: 7), .signal(.resume, pid: 7)])
        #expect(bench.tell(.stopped(pid: 7, .suspend)) == [.suspend])
        #expect(bench.tell(.stopped(pid: 7, ProcessSignal(19))) == [])
        #expect(bench.tell(.stopped(pid: 8, .terminalInput)) == [])
    }
}
