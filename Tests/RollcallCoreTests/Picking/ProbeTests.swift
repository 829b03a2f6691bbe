import RollcallCore
import RollcallTestKit
import Testing

@Suite struct ProbeTests {
    @Test("the next pick probes a breaker that is due, the one after it goes where it likes")
    func next() throws {
        let rig = try PickerRig("a UP\nb UP\nc UP")
        rig.breakDown("a", at: 1)
        #expect(!(0..<9).contains { _ in rig.shown(at: 10.9).hasPrefix("a") })
        #expect(rig.picker.nextWakeUp == PickerRig.at(11))
        let probe = try rig.pick(at: 11)
        #expect(probe.id.text == "a" && probe.isProbe && probe.step == .none)
        #expect(probe.why == "probe of an open breaker: 2 failures in a row, the last: connection reset")
        #expect(probe.probe?.change?.from == .open && probe.probe?.change?.to == .halfOpen)
        #expect(!(0..<9).contains { _ in rig.shown(at: 11).hasPrefix("a") }, "one probe at once")
        #expect(rig.report("a", .success, probe.token, at: 11.5) == nil)
        let second = try rig.pick(at: 11.5)
        #expect(second.id.text == "a" && second.probe?.change == nil)
        let closed = try #require(rig.report("a", .success, second.token, at: 12))
        #expect(closed.to == .closed && closed.cause == "2 probes in a row succeeded")
        #expect(Set((0..<9).map { _ in rig.shown(at: 12) }).count == 3)
    }

    @Test("a connection that stands is a probe that succeeded, however long it goes on")
    func established() throws {
        let rig = try PickerRig("a UP\nb UP", expiry: nil)
        rig.breakDown("a", at: 0)
        let id = InstanceID(trusted: "a")
        let first = try rig.pick(at: 10)
        #expect(rig.picker.established(id, first.token, at: PickerRig.at(10), using: &rig.random) == (true, nil))
        let second = try rig.pick(at: 11)
        let (wasProbe, change) = rig.picker.established(id, second.token, at: PickerRig.at(11), using: &rig.random)
        #expect(wasProbe && change?.to == .closed)
        #expect(rig.picker.load(of: id)?.outstanding == 2, "they go on")
        let third = try rig.pick(at: 12)
        #expect(!rig.picker.established(third.id, third.token, at: PickerRig.at(12), using: &rig.random).wasProbe)
        for pick in [first, second] { #expect(rig.report("a", .success, pick.token, at: 100) == nil) }
        #expect(
            rig.picker.breaker(of: id)?.isClosed == true
                && rig.picker.load(of: id)?.outstanding == (third.id == id ? 1 : 0))
    }

    @Test("a probe that fails opens it again for twice as long")
    func fails() throws {
        let rig = try PickerRig("a UP\nb UP")
        rig.breakDown("a", at: 0)
        let probe = try rig.pick(at: 10)
        let change = try #require(rig.report("a", .connectFailed, probe.token, at: 10))
        #expect(change.from == .halfOpen && change.to == .open && change.openFor == .seconds(20))
        #expect(change.cause == "a probe failed: connect failed" && change.openings == 2)
        #expect(try !rig.pick(at: 29.9).isProbe)
        #expect(try rig.pick(at: 30).isProbe)
    }

    @Test("a probe that never reports gives its place up")
    func silent() throws {
        let rig = try PickerRig("a UP\nb UP")
        rig.breakDown("a", at: 0)
        #expect(try rig.pick(at: 10).isProbe)
        #expect(rig.picker.nextWakeUp == PickerRig.at(13))
        #expect(try !rig.pick(at: 12.9).isProbe)
        #expect(try rig.pick(at: 13).isProbe)
    }

    @Test("as many probes at once as the bound, of each of those that are due, the longest due first")
    func bound() throws {
        let rig = try PickerRig(
            "a UP\nb UP\nc UP\nd UP", ServicePolicy(breaker: PickerRig.settings(3)))
        rig.breakDown("b", at: 0)
        rig.breakDown("a", at: 0.5)
        #expect(try rig.pick(at: 10).id.text == "b")
        let picks = try (0..<9).map { _ in try rig.pick(at: 20) }.filter(\.isProbe)
        #expect(picks.count { $0.id.text == "a" } == 3)
        #expect(picks.count { $0.id.text == "b" } == 3, "the first has not reported and is past its time")
    }

    @Test("who has failed once, or will not report, is given no probe where there is another instance")
    func spared() throws {
        let rig = try PickerRig("a UP\nb UP\nc UP")
        rig.breakDown("a", at: 0)
        #expect(rig.shown(PickRequest(excluded: [InstanceID(trusted: "b")]), at: 20) == "c none none")
        #expect(try !rig.pick(PickRequest(mayProbe: false), at: 20).isProbe)
        let request = PickRequest(excluded: ["b", "c"].map(InstanceID.init(trusted:)))
        #expect(rig.shown(request, at: 20) == "a none none probe")
    }

    @Test("in whichever zone and of whichever priority, but not while it is not UP or weighs nothing")
    func anywhere() throws {
        let lines = "a UP zone=x\nb UP zone=y priority=3\nc UP zone=x"
        let rig = try PickerRig(lines)
        rig.breakDown("b", at: 0)
        #expect(rig.shown(PickRequest(zone: "x"), at: 20) == "b lower_priority other probe")
        for other in ["b DOWN", "b UP weight=0", "b OUT_OF_SERVICE"] {
            try rig.update("a UP\n\(other)\nc UP", at: 30)
            #expect(try !(0..<9).contains { _ in try rig.pick(at: 40).id.text == "b" }, "\(other)")
        }
        try rig.update(lines, at: 50)
        #expect(try rig.pick(at: 50).isProbe)
    }

    @Test("a late outcome of a call that began before it opened is no probe's")
    func late() throws {
        let rig = try PickerRig("a UP\nb UP")
        let early = try (0..<4).map { _ in try rig.pick(at: 0) }.filter { $0.id.text == "a" }
        rig.breakDown("a", at: 0.5)
        #expect(try rig.pick(at: 11).isProbe)
        #expect(rig.report("a", .timeout, early[0].token, at: 12) == nil)
        #expect(rig.report("a", .success, early[1].token, at: 12) == nil)
        #expect(rig.report("a", .timeout, latency: .seconds(9), at: 12) == nil)
        #expect(rig.picker.breaker(of: InstanceID(trusted: "a"))?.probesUnderWay(at: PickerRig.at(12)) == 1)
    }
}
