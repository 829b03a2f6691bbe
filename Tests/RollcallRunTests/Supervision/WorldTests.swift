import RollcallCore
import RollcallTestKit
import Testing

@testable import RollcallRun

/// Supervisions in a world of chance: programs that crash, ignore signals and leave others behind, registries that do
/// not answer, and people who press Ctrl-C.
@Suite struct WorldTests {
    /// What is true outside of the supervision, and that no directive may contradict.
    private struct World {
        var random: SeededRandom
        var running: Int32?
        var leavesOthers = false
        var registered = false
        var lastPid: Int32 = 0
        var hasTerminated = false
        var exitCode: Int32?
        var pending: [ChildEvent] = [.start]

        mutating func perform(_ directive: ChildDirective) throws {
            try #require(exitCode == nil, "nothing follows the exit")
            switch directive {
            case .spawn:
                try #require(running == nil, "one at a time")
                lastPid += 1
                running = lastPid
                hasTerminated = false
                leavesOthers = Bool.random(using: &random)
                pending.append(.spawned(pid: lastPid, port: nil))
            case .register:
                try #require(!registered)
                registered = true
            case .drain:
                try #require(registered)
                if chance(80) { pending.append(.drained) }
            case .deregister:
                try #require(registered)
                registered = false
                if chance(80) { pending.append(.deregistered) }
            case .signal(.terminate, let pid):
                try #require(pid == lastPid)
                hasTerminated = true
                if chance(60) { end(.signal(.terminate)) }
            case .signal(.kill, let pid):
                try #require(pid == lastPid && hasTerminated, "SIGTERM comes first")
                end(.signal(.kill))
            case .exit(let code):
                try #require(running == nil && !registered, "nothing is left behind")
                exitCode = code
            case .signal, .giveTerminal, .suspend, .say: break
            }
        }

        mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

        /// The program ends, and what it left behind with the next signal.
        mutating func end(_ status: ProcessEnding) {
            if running != nil {
                pending.append(.exited(pid: lastPid, status, leavesOthers: leavesOthers))
            } else if leavesOthers {
                pending.append(.cleared(pid: lastPid))
                leavesOthers = false
            }
            running = nil
        }
    }

    @Test("every story ends when it is asked to, with nothing left running or registered", arguments: UInt64(0)..<1_000)
    func story(seed: UInt64) throws {
        var world = World(random: SeededRandom(seed))
        var bench = Bench {
            $0.restart = .always
            $0.settleTime = .seconds(world.chance(50) ? 1 : 0)
            $0.drainTime = .seconds(world.chance(50) ? 5 : 0)
        }
        let stopAfter = Int.random(in: 0..<60, using: &world.random)
        for step in 0..<400 where world.exitCode == nil {
            if step == stopAfter { world.pending.append(.signal(world.chance(50) ? .terminate : .interrupt)) }
            let event: ChildEvent
            if !world.pending.isEmpty {
                event = world.pending.removeFirst()
            } else if world.running != nil, step < stopAfter, world.chance(30) {
                world.end(.code(1))
                continue
            } else if step > stopAfter, world.chance(5) {
                event = .signal(.interrupt)
            } else if let due = bench.supervision.nextWake {
                bench.now = max(bench.now, due)
                event = .woke
            } else {
                continue
            }
            for directive in bench.tell(event) { try world.perform(directive) }
        }
        #expect(world.exitCode != nil, "replay: seed \(seed), \(bench.supervision.state)")
    }
}
