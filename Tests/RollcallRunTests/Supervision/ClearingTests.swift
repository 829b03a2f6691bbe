import RollcallCore
import Testing

@testable import RollcallRun

@Suite struct ClearingTests {
    @Test("what a program leaves behind is ended before anything else happens: SIGTERM, grace, SIGKILL")
    func leftBehind() {
        var bench = Bench.running()
        #expect(
            bench.tell(.exited(pid: 7, .code(0), leavesOthers: true)) == [
                .deregister(why: "exited with code 0"),
                .say("has ended; what it left behind is ended too: run what stays in the foreground"),
                .signal(.terminate, pid: 7),
            ])
        #expect(bench.tell(.deregistered) == [])
        #expect(bench.wait == .seconds(10))
        #expect(
            bench.wake() == [
                .say("left processes behind that do not stop and are killed"), .signal(.kill, pid: 7),
            ])
        #expect(bench.tell(.cleared(pid: 7)) == [.say("exited with code 0 after 10.0s"), .exit(code: 0)])
    }

    @Test("in a stop they have what is left of the grace time, and no second SIGTERM")
    func inStop() {
        var bench = Bench.running { $0.settleTime = .seconds(1) }
        _ = bench.tell(.signal(.terminate))
        bench.now = bench.now.advanced(by: .seconds(4))
        #expect(bench.tell(.exited(pid: 7, .signal(.terminate), leavesOthers: true)) == [])
        #expect(bench.wait == .seconds(6))
        #expect(bench.tell(.cleared(pid: 7)) == [.exit(code: 143)])
    }

    @Test("a restart waits for them")
    func restart() {
        var bench = Bench.running {
            $0.restart = .always
            $0.settleTime = .seconds(1)
        }
        #expect(bench.tell(.exited(pid: 7, .code(1), leavesOthers: true)) == [.signal(.terminate, pid: 7)])
        #expect(bench.tell(.cleared(pid: 8)) == [])
        #expect(bench.tell(.cleared(pid: 7)).count == 1)
        #expect(bench.wait == .milliseconds(500))
    }

    @Test("what even SIGKILL does not end is not waited for")
    func unkillable() {
        var bench = Bench.running { $0.settleTime = .seconds(1) }
        _ = bench.tell(.exited(pid: 7, .code(0), leavesOthers: true))
        _ = bench.wake()
        #expect(bench.wait == .seconds(1))
        #expect(bench.wake() == [.say("exited with code 0 after 11.0s"), .exit(code: 0)])
        #expect(bench.tell(.cleared(pid: 7)) == [])
    }

    @Test("SIGTERM reaches them, and a second Ctrl-C kills them")
    func signals() {
        var bench = Bench.running { $0.settleTime = .seconds(1) }
        _ = bench.tell(.exited(pid: 7, .code(0), leavesOthers: true))
        #expect(bench.tell(.signal(ProcessSignal(1))) == [.signal(ProcessSignal(1), pid: 7)])
        #expect(bench.tell(.signal(.interrupt)) == [])
        #expect(bench.tell(.signal(.interrupt)).last == .signal(.kill, pid: 7))
    }
}
