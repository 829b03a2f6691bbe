import RollcallCore
import RollcallTestKit
import Testing

@Suite struct MembershipTests {
    @Test("who stays keeps its breaker, who left and came back does not")
    func breakers() throws {
        let rig = try PickerRig("a UP\nb UP\nc UP")
        rig.breakDown("a")
        #expect(try rig.update("a DOWN weight=4\nb UP\nc UP\nd UP", at: 2).isEmpty)
        #expect(rig.state("a") == .open)
        try rig.update("b UP\nc UP", at: 3)
        #expect(rig.state("a") == nil && rig.report("a", .error, at: 3) == nil)
        try rig.update("a UP\nb UP\nc UP", at: 4)
        #expect(rig.state("a") == .closed)
    }

    @Test("behind another port is another process: its breaker begins anew and says so")
    func otherProcess() throws {
        let rig = try PickerRig("a UP\nb UP")
        rig.breakDown("a")
        let changes = try rig.update("a UP port=9\nb UP port=9", at: 2)
        #expect(changes.map(\.instance.text) == ["a"], "b has nothing to forget")
        #expect(changes.first?.from == .open && changes.first?.to == .closed && changes.first?.openings == 0)
        #expect(changes.first?.cause == "another address: 127.0.0.1:9")
    }

    @Test("an update does not begin the round again")
    func round() throws {
        let rig = try PickerRig("a UP\nb UP\nc UP", ServicePolicy(balancing: .roundRobin))
        var picks: [String] = []
        for second in 1...6 {
            picks.append(try rig.pick(at: Double(second)).id.text)
            try rig.update("a UP\nb UP\nc UP", at: Double(second))
        }
        #expect(Set(picks.prefix(3)).count == 3 && Array(picks.prefix(3)) == Array(picks.suffix(3)))
    }

    @Test("a restart by values: every breaker is what it was, and so is whom it lets be picked")
    func restart() throws {
        let lines = "a UP\nb UP\nc UP\nd UP\ne UP\nf UP"
        let rig = try PickerRig(lines)
        rig.breakDown("a", at: 1)
        rig.breakDown("b", at: 1)
        rig.picker.setPolicy(try ServicePolicy(from: rig.picker.policy, ejectionShare: 0.6), at: PickerRig.at(2))
        _ = rig.picker.trip(InstanceID(trusted: "c"), reason: "old", at: PickerRig.at(3))
        let probe = try rig.pick(at: 12)
        #expect(probe.isProbe)
        let ids = rig.instances.map(\.id)
        let before = ids.map { rig.picker.record(of: $0, at: PickerRig.at(12), PickerRig.wall(12)) }

        let other = try PickerRig(lines, rig.picker.policy)
        for (id, record) in zip(ids, before) {
            // A clock of another origin.
            other.picker.restore(try #require(record), of: id, at: PickerRig.at(500), PickerRig.wall(13))
        }
        let after = ids.map { other.picker.record(of: $0, at: PickerRig.at(500), PickerRig.wall(13)) }
        #expect(after == before)
        #expect(other.picker.census == rig.picker.census)
        #expect(try Set((0..<2).map { _ in try other.pick(at: 500).id.text }) == ["a", "b"], "both are due for probes")
        #expect(other.picker.breaker(of: probe.id)?.probesUnderWay(at: PickerRig.at(500)) == 1)
    }

    @Test("slow start is reckoned from when it came UP, by the wall clock, and in steps that wake")
    func slowStart() throws {
        let policy = try ServicePolicy(slowStart: SlowStart(window: .seconds(100)))
        let rig = try PickerRig("a UP\nb UP since=-50", policy)
        func share(_ second: Double) throws -> Int {
            try (0..<300).map { _ in try rig.pick(at: second).id.text }.count { $0 == "b" }
        }
        #expect(try abs(share(1) - 100) <= 1, "half its weight: one of three")
        #expect(rig.picker.nextWakeUp == PickerRig.at(5))
        rig.picker.advance(to: PickerRig.at(5))
        #expect(rig.picker.nextWakeUp == PickerRig.at(10))
        #expect(try abs(share(51) - 150) <= 1)
        rig.picker.advance(to: PickerRig.at(51))
        #expect(rig.picker.nextWakeUp == nil)
        try rig.update("a UP\nb UP since=-50 port=9", at: 60)
        #expect(try share(60) < 50, "another process is cold again")
    }
}
