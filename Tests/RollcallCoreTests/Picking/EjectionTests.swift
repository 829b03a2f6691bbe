import RollcallCore
import RollcallTestKit
import Testing

@Suite struct EjectionTests {
    /// Instances, share, how many may be ejected at once.
    static let bounds: [(count: Int, share: Double, most: Int)] = [
        (0, 0.5, 0), (1, 0.5, 1), (1, 0, 1), (2, 0.5, 1), (2, 1, 1), (3, 0.5, 1), (4, 0.5, 2), (5, 0.5, 2),
        (10, 0.1, 1),
        (10, 0, 1), (10, 1, 9), (100, 0.29, 29), (3, 0.34, 1), (3, 0.67, 2),
    ]

    @Test("always one, never all of several", arguments: bounds)
    func bound(_ count: Int, _ share: Double, _ most: Int) throws {
        #expect(try ServicePolicy(ejectionShare: share).ejectionCountMax(of: count) == most)
    }

    @Test("beyond the share a breaker stays closed and is told of, and opens once there is room")
    func held() throws {
        let rig = try PickerRig("a UP\nb UP\nc UP\nd UP")
        #expect(rig.breakDown("a") != nil && rig.breakDown("b") != nil)
        #expect(rig.breakDown("c") == nil)
        #expect(rig.state("c") == .closed && rig.picker.heldBackCount == 1)
        let breaker = try #require(rig.picker.breaker(of: InstanceID(trusted: "c")))
        #expect(
            breaker.words(at: PickerRig.at(1), under: rig.picker.policy.breaker)
                == "closed, since enough others are open: 2 failures in a row, the last: connection reset")
        rig.report("c", .error)
        #expect(rig.picker.heldBackCount == 1, "it is held back still")
        _ = rig.picker.reset(InstanceID(trusted: "a"), at: PickerRig.at(1))
        #expect(rig.report("c", .error)?.cause == "4 failures in a row, the last: answered with an error")
    }

    @Test("by hand any number is opened, and each counts")
    func byHand() throws {
        let rig = try PickerRig("a UP\nb UP\nc UP\nd UP")
        for id in ["a", "b", "c"] {
            #expect(rig.picker.trip(InstanceID(trusted: id), reason: "maintenance", at: .zero)?.isForced == true)
        }
        #expect(rig.breakDown("d") == nil && rig.picker.heldBackCount == 1)
        #expect(rig.picker.census.ejected == 3)
        #expect(try !rig.pick(at: 9_000).isProbe, "without a time it is never due")
    }

    @Test("only those that are UP and weigh something are counted")
    func counted() throws {
        let rig = try PickerRig("a UP\nb UP\nc DOWN\nd OUT_OF_SERVICE\ne UP weight=0\nf STARTING")
        #expect(rig.picker.census.ejectionCountMax == 1)
        #expect(rig.breakDown("a") != nil && rig.breakDown("b") == nil)
        try rig.update("a DOWN\nb UP\nc UP", at: 2)
        #expect(rig.report("b", .reset, at: 2) != nil, "a makes room")
    }

    @Test("the one instance of a service is ejected too, is picked in panic, and recovers by its probe")
    func alone() throws {
        let rig = try PickerRig("a UP")
        #expect(rig.breakDown("a", at: 0) != nil)
        #expect(rig.shown(at: 1) == "a panic none")
        for second in [11.0, 12] {
            let probe = try rig.pick(at: second)
            #expect(probe.isProbe)
            rig.report("a", .success, probe.token, at: second)
        }
        #expect(rig.shown(at: 13) == "a none none")
    }

    @Test("other rules hold at once")
    func rules() throws {
        let rig = try PickerRig("a UP\nb UP\nc UP\nd UP")
        rig.breakDown("a")
        rig.picker.setPolicy(try ServicePolicy(from: rig.picker.policy, ejectionShare: 0.1), at: PickerRig.at(1))
        #expect(rig.breakDown("b") == nil)
        rig.picker.setPolicy(try ServicePolicy(from: rig.picker.policy, ejectionShare: 1), at: PickerRig.at(1))
        #expect(rig.report("b", .error) != nil && rig.breakDown("c") != nil && rig.breakDown("d") == nil)
    }
}
