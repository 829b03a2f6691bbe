import RollcallCore
import Testing

@testable import RollcallRun

@Suite struct RestartTests {
    /// Ends process `pid` and says what follows.
    private func end(_ bench: inout Bench, _ pid: Int32 = 7, _ status: ProcessEnding = .code(1)) -> [ChildDirective] {
        bench.tell(.exited(pid: pid, status, leavesOthers: false))
    }

    @Test("a restart waits, longer each time, and begins anew after a life that was long enough")
    func backoff() {
        var bench = Bench {
            $0.restart = .always
            $0.settleTime = .seconds(1)
        }
        _ = bench.tell(.start)
        var pauses: [Duration?] = []
        for pid in Int32(1)...8 {
            _ = bench.tell(.spawned(pid: pid, port: nil))
            _ = end(&bench, pid)
            pauses.append(bench.wait)
            #expect(bench.wake() == [.spawn])
        }
        #expect(
            pauses == [
                .milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8), .seconds(16), .seconds(30),
                .seconds(30),
            ])
        _ = bench.tell(.spawned(pid: 9, port: nil))
        bench.now = bench.now.advanced(by: .seconds(10))
        #expect(end(&bench, 9) == [.say("exited with code 1 after 10.0s; it is started again in 500ms")])
    }

    @Test("one that ended is deregistered with the cause, and registered again with its next port when it runs again")
    func registersAgain() {
        var bench = Bench.running { $0.restart = .onFailure }
        #expect(end(&bench).first == .deregister(why: "exited with code 1"))
        #expect(bench.wake() == [.spawn])
        #expect(bench.tell(.spawned(pid: 8, port: 81)) == [.register(port: 81)])
        // The word on the first one's end comes late, and ends nothing.
        #expect(bench.tell(.deregistered) == [])
        #expect(end(&bench, 8, .code(0)).first == .deregister(why: "exited with code 0"))
        #expect(bench.tell(.deregistered) == [.exit(code: 0)])
    }

    @Test("the last word of several deregistrations is waited for")
    func several() {
        var bench = Bench.running { $0.restart = .onFailure }
        _ = end(&bench)
        _ = bench.wake()
        _ = bench.tell(.spawned(pid: 8, port: 81))
        _ = end(&bench, 8, .code(0))
        #expect(bench.tell(.deregistered) == [])
        #expect(bench.tell(.deregistered) == [.exit(code: 0)])
    }

    @Test(
        "who is started again",
        arguments: [
            (SupervisionSettings.Restart.never, ProcessEnding.code(1), false), (.never, .code(0), false),
            (.onFailure, .code(1), true), (.onFailure, .signal(.kill), true), (.onFailure, .code(0), false),
            (.always, .code(0), true), (.always, .signal(.terminate), true),
        ])
    func policy(_ restart: SupervisionSettings.Restart, _ status: ProcessEnding, _ isRestarted: Bool) {
        var bench = Bench.running { $0.restart = restart }
        _ = end(&bench, 7, status)
        if case .backingOff = bench.supervision.state { #expect(isRestarted) } else { #expect(!isRestarted) }
    }

    @Test("asked to stop between two lives, it leaves with the code of the last")
    func stopsBetween() {
        var bench = Bench.running {
            $0.restart = .always
            $0.settleTime = .seconds(1)
        }
        _ = end(&bench, 7, .code(3))
        #expect(bench.tell(.signal(.terminate)) == [.exit(code: 3)])
    }
}
