import RollcallCore
import Testing

@testable import RollcallRun

/// Every state with every event.
@Suite struct EveryPairTests {
    private static let events: [ChildEvent] = [
        .start, .spawned(pid: 7, port: 80), .spawned(pid: 9, port: nil),
        .spawnFailed(StartFailure(program: "x", why: "y", shellCode: 127)),
        .exited(pid: 7, .code(0), leavesOthers: false), .exited(pid: 7, .code(1), leavesOthers: true),
        .exited(pid: 9, .code(0), leavesOthers: false), .cleared(pid: 7), .cleared(pid: 9),
        .stopped(pid: 7, .terminalInput), .stopped(pid: 7, .suspend), .signal(.terminate), .signal(.interrupt),
        .signal(.suspend), .signal(ProcessSignal(1)), .drained, .deregistered, .woke,
    ]

    /// One of each kind of situation that events can lead to from the start.
    private static func reachable(_ settings: SupervisionSettings) -> [Bench] {
        var first = Bench()
        first.supervision = ChildSupervision(settings)
        var found: [Bench] = [first]
        var seen: Set<String> = []
        var next = 0
        while next < found.count {
            for event in events {
                var bench = found[next]
                bench.wait(for: event)
                _ = bench.tell(event)
                if seen.insert(kind(of: bench.supervision)).inserted { found.append(bench) }
            }
            next += 1
        }
        return found
    }

    /// What differs in more than times and numbers.
    private static func kind(of supervision: ChildSupervision) -> String {
        var isKilled = false
        if case .clearing(_, _, _, true) = supervision.state { isKilled = true }
        return "\(name(supervision.state)) \(isKilled) \(supervision.child?.isRegistered == true) "
            + "\(supervision.stopSignal != nil) \(min(2, supervision.deregistrationsPending))"
    }

    private static func settings(_ restart: SupervisionSettings.Restart) -> SupervisionSettings {
        var settings = SupervisionSettings()
        settings.restart = restart
        settings.settleTime = .seconds(1)
        return settings
    }

    @Test("holds what it must in every state that can be reached", arguments: SupervisionSettings.Restart.allCases)
    func everyPair(_ restart: SupervisionSettings.Restart) {
        let benches = Self.reachable(Self.settings(restart))
        #expect(benches.count > 20)
        for before in benches {
            for event in Self.events {
                var bench = before
                bench.wait(for: event)
                let directives = bench.tell(event)
                check(before.supervision, event, bench.supervision, directives)
            }
        }
        #expect(Set(benches.map { Self.name($0.supervision.state) }).count == (restart == .never ? 10 : 11))
    }

    private func check(
        _ before: ChildSupervision, _ event: ChildEvent, _ after: ChildSupervision, _ directives: [ChildDirective]
    ) {
        let story: Comment = "\(before.state), \(event), \(after.state): \(directives)"
        let exits = directives.filter { if case .exit = $0 { true } else { false } }
        if case .done = before.state {
            // Of this process, not of the program: it may be told to stop for a while.
            #expect(after.state == before.state, story)
            #expect(directives.allSatisfy { $0 == .suspend }, story)
        } else if case .done = after.state {
            #expect(exits.count == 1 && directives.last == exits.first, story)
            #expect(before.child == nil || isEnd(event), "the program may still run: \(story)")
        } else {
            #expect(exits.isEmpty, story)
        }
        // A wake that is due always leads on, so that nobody wakes up over and over.
        if event == .woke, before.nextWake != nil { #expect(after != before, story) }
        if directives.contains(.spawn) { #expect(before.child == nil && before.stopSignal == nil, story) }
        if before.stopSignal != nil { #expect(!directives.contains(.spawn), story) }
        // What runs is either waited for without an end, or told to end by a time.
        if after.stopSignal != nil, after.child != nil, after.nextWake == nil {
            if case .killed = after.state { return }
            Issue.record("nothing ends the program: \(story)")
        }
    }

    private func isEnd(_ event: ChildEvent) -> Bool {
        if case .exited = event { true } else { false }
    }

    private static func name(_ state: ChildSupervision.State) -> String {
        String("\(state)".prefix { $0 != "(" })
    }
}

extension Bench {
    /// A wake comes when it is due.
    fileprivate mutating func wait(for event: ChildEvent) {
        if event == .woke, let due = supervision.nextWake { now = max(now, due) }
    }
}
