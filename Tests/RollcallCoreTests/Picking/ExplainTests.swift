import RollcallCore
import RollcallTestKit
import Testing

@Suite struct ExplainTests {
    static let lines = """
        a UP zone=x
        b UP zone=x
        c UP zone=y
        d UP zone=x priority=4
        e DOWN zone=x
        f UP weight=0
        g UP
        h UP
        i UP
        j OUT_OF_SERVICE
        k UP
        """

    func notes(_ pick: Pick) -> [String: String] {
        Dictionary(pick.others.map { ($0.id.text, $0.why) }) { $1 }
    }

    @Test("asked to explain, a pick tells of every other instance why it was not picked")
    func all() throws {
        let rig = try PickerRig(Self.lines)
        rig.breakDown("g", at: 1)
        _ = rig.picker.trip(InstanceID(trusted: "h"), reason: "new disk", at: PickerRig.at(1))
        _ = rig.picker.trip(InstanceID(trusted: "i"), for: .seconds(2), at: PickerRig.at(1))
        #expect(try rig.pick(at: 3.5).id.text == "i")
        let request = PickRequest(zone: "x", excluded: [InstanceID(trusted: "b")], explain: true)
        let pick = try rig.pick(request, at: 4)
        #expect(pick.id.text == "a")
        #expect(pick.why == "smooth_weighted_round_robin among 2 in zone x, 1 already tried")
        #expect(
            notes(pick) == [
                "b": "already tried", "c": "in zone y, not in x", "d": "priority 4, behind 0",
                "e": "DOWN since 1970-01-11T13:46:40.000Z: as told", "f": "weight 0",
                "g": "breaker open for another 7.0s: 2 failures in a row, the last: connection reset",
                "h": "breaker open until it is reset: tripped by hand: new disk",
                "i": "breaker half-open: 0 of 2 probes succeeded, 1 under way",
                "j": "OUT_OF_SERVICE since 1970-01-11T13:46:40.000Z: as told", "k": "in no zone, not in x",
            ])
        #expect(pick.others.map(\.id) == pick.others.map(\.id).sorted())
    }

    @Test("turns, probes and panics explain themselves")
    func turns() throws {
        let rig = try PickerRig("a UP\nb UP")
        let request = PickRequest(explain: true)
        #expect(try notes(rig.pick(request)).values.first == "not its turn: smooth_weighted_round_robin")
        let byKey = PickRequest(policy: .maglev, key: "customer-7", explain: true)
        #expect(try notes(rig.pick(byKey)).values.first == "the key belongs to another: maglev")
        rig.breakDown("a", at: 1)
        #expect(try notes(rig.pick(request, at: 20)) == ["b": "not its turn: the call is a probe"])
        try rig.update("a DOWN\nb OUT_OF_SERVICE\nc DOWN\nd UP weight=0", at: 21)
        let panic = try rig.pick(request, at: 21)
        #expect(panic.why == "panic, only 0 of 2 can be picked and 50 % should: smooth_weighted_round_robin among 2")
        #expect(notes(panic)[panic.id.text == "a" ? "c" : "a"] == "not its turn: health is ignored")
        #expect(notes(panic)["b"]?.hasPrefix("OUT_OF_SERVICE since ") == true && notes(panic)["d"] == "weight 0")
    }

    @Test("each step says what was used up")
    func steps() throws {
        let rig = try PickerRig("a UP zone=x\nb UP zone=y\nc UP priority=2\nd DOWN")
        let tried = ["a", "b", "c"].map(InstanceID.init(trusted:))
        let whys = try (1...3).map { try rig.pick(PickRequest(zone: "x", excluded: Array(tried.prefix($0)))).why }
        #expect(
            whys == [
                "smooth_weighted_round_robin among 2: none is left in zone x, 1 already tried",
                "smooth_weighted_round_robin among 1 of priority 2: none is left of priority 0, 2 already tried",
                "panic, nothing else is left: smooth_weighted_round_robin among 4, 3 already tried",
            ])
    }

    @Test("a refusal explains too")
    func refusal() throws {
        let rig = try PickerRig("a OUT_OF_SERVICE\nb UP weight=0")
        let refusal = #expect(throws: PickRefusal.self) { try rig.pick(PickRequest(explain: true)) }
        #expect(refusal?.others.map(\.why).last == "weight 0" && refusal?.others.count == 2)
        #expect(refusal?.description == "every instance is OUT_OF_SERVICE or weighs 0")
    }
}
