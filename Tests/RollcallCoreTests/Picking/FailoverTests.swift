import RollcallCore
import RollcallTestKit
import Testing

@Suite struct FailoverTests {
    /// `;` parts the instances; `*` marks those whose breakers are opened by hand.
    struct Row: Sendable, CustomTestStringConvertible {
        let claim: String
        let instances: String
        var zone: String?
        var excluded: [String] = []
        /// Every pick that may come, as `PickerRig.shown` puts it.
        let picks: Set<String>
        var testDescription: String { claim }
    }

    static let rows = [
        Row(claim: "all alike take turns", instances: "a UP; b UP", picks: ["a none none", "b none none"]),
        Row(claim: "what is not UP is passed over", instances: "a UP; b DOWN; c STARTING", picks: ["a none none"]),
        Row(claim: "an open breaker is passed over", instances: "a UP; b* UP", picks: ["a none none"]),
        Row(claim: "what was tried is passed over", instances: "a UP; b UP", excluded: ["a"], picks: ["b none none"]),
        Row(claim: "weight 0 takes nothing", instances: "a UP; b UP weight=0", picks: ["a none none"]),
        Row(
            claim: "the caller's zone comes first", instances: "a UP zone=x; b UP zone=y; c UP", zone: "x",
            picks: ["a none same"]),
        Row(
            claim: "then the other zones", instances: "a* UP zone=x; b UP zone=y; c UP", zone: "x",
            picks: ["b other_zone other", "c other_zone other"]),
        Row(
            claim: "also where the zone was tried", instances: "a UP zone=x; b UP zone=y", zone: "x", excluded: ["a"],
            picks: ["b other_zone other"]),
        Row(
            claim: "a zone without instances is other to all", instances: "a UP zone=x; b UP", zone: "z",
            picks: ["a other_zone other", "b other_zone other"]),
        Row(
            claim: "another zone comes before a worse priority",
            instances: "a UP zone=x priority=1; b UP zone=y", zone: "x", picks: ["b other_zone other"]),
        Row(
            claim: "then worse priorities, the best of them first",
            instances: "a* UP; b UP priority=2; c UP priority=1; d UP priority=1",
            picks: ["c lower_priority none", "d lower_priority none"]),
        Row(
            claim: "among which the zone comes first again",
            instances: "a* UP; b UP zone=x priority=1; c UP zone=y priority=1", zone: "x",
            picks: ["b lower_priority same"]),
        Row(
            claim: "where all was tried that is healthy, whatever is in service", instances: "a UP; b UP; c DOWN",
            excluded: ["a", "b"], picks: ["c panic none"]),
        Row(
            claim: "where nothing is healthy, whatever is in service",
            instances: "a DOWN; b* UP; c STARTING; d OUT_OF_SERVICE; e UP weight=0",
            picks: ["a panic none", "b panic none", "c panic none"]),
        Row(
            claim: "below the threshold health is ignored", instances: "a UP; b DOWN; c DOWN",
            picks: ["a panic none", "b panic none", "c panic none"]),
        Row(claim: "at the threshold it is not", instances: "a UP; b DOWN", picks: ["a none none"]),
        Row(
            claim: "what is starting does not make a panic", instances: "a UP; b STARTING; c STARTING",
            picks: ["a none none"]),
        Row(claim: "nothing there", instances: "", picks: ["no_instance"]),
        Row(claim: "all tried", instances: "a UP; b DOWN", excluded: ["a", "b"], picks: ["all_tried"]),
        Row(claim: "none in service", instances: "a OUT_OF_SERVICE; b UP weight=0", picks: ["none_in_service"]),
    ]

    @Test("each rung comes when those above it are used up", arguments: rows, BalancingPolicy.allCases)
    func ladder(_ row: Row, _ policy: BalancingPolicy) throws {
        let lines = row.instances.replacing("; ", with: "\n")
        let rig = try PickerRig(lines.replacing("*", with: ""), ServicePolicy(balancing: policy))
        for line in lines.split(separator: "\n") where line.contains("*") {
            _ = rig.picker.trip(InstanceID(trusted: String(line.prefix(1))), at: PickerRig.at(0))
        }
        let excluded = row.excluded.map(InstanceID.init(trusted:))
        let request = PickRequest(zone: row.zone, excluded: excluded)
        #expect(Set((0..<60).map { _ in rig.shown(request) }) == row.picks)
    }

    @Test("without zone preference zones count for nothing")
    func noPreference() throws {
        let rig = try PickerRig("a UP zone=x\nb UP zone=y", ServicePolicy(prefersZone: false))
        #expect(Set((0..<9).map { _ in rig.shown(PickRequest(zone: "x")) }) == ["a none none", "b none none"])
    }

    @Test("with a threshold of 0 nothing is picked rather than something unhealthy")
    func noPanic() throws {
        let rig = try PickerRig("a DOWN\nb DOWN\nc UP", ServicePolicy(panicThreshold: 0))
        #expect(Set((0..<9).map { _ in rig.shown() }) == ["c none none"])
        #expect(rig.shown(PickRequest(excluded: [InstanceID(trusted: "c")])) == "all_tried")
        try rig.update("a DOWN\nb DOWN", at: 2)
        #expect(rig.shown(at: 3) == "none_healthy")
    }

    @Test("a caller that tried nearly all still finds the last", arguments: BalancingPolicy.allCases)
    func lastOfMany(_ policy: BalancingPolicy) throws {
        let lines = (10..<60).map { "i\($0) UP" }
        let rig = try PickerRig(lines.joined(separator: "\n"), ServicePolicy(balancing: policy))
        for left in [10, 35, 59] {
            let excluded = (10..<60).filter { $0 != left }.map { InstanceID(trusted: "i\($0)") }
            #expect(rig.shown(PickRequest(key: "k", excluded: excluded)) == "i\(left) none none")
        }
    }

    @Test("a caller may ask for another policy, and a key stays where it is")
    func policies() throws {
        let rig = try PickerRig((0..<9).map { "i\($0) UP" }.joined(separator: "\n"))
        let request = PickRequest(policy: .maglev, key: "customer 7")
        #expect(Set((0..<20).map { _ in rig.shown(request) }).count == 1)
        #expect(try rig.pick(request).policy == .maglev)
        #expect(try rig.pick().policy == .smoothWeightedRoundRobin)
    }
}
