import RollcallCore
import RollcallWire
import Testing

@testable import RollcallDashboard

@Suite struct BreakerBoardTests {
    @Test(
        "what can be picked, kept change by change, is what a recount finds", arguments: 1...20 as ClosedRange<UInt64>)
    func recount(seed: UInt64) throws {
        var random = Seeded(state: seed)
        var model = try Fixture.model()
        for revision in Int64(918_224)..<918_524 {
            let id = "i-\(Int.random(in: 0..<20, using: &random))"
            let known = model.census.instances[id]?.view
            let service = known?.name ?? "svc-\(Int.random(in: 0..<4, using: &random))"
            var event: EventView
            switch (known?.status, Int.random(in: 0..<6, using: &random)) {
            case (nil, _), (_, 0):
                event = Fixture.event(revision, .registered, service, id, cause: "registered")
                event.after = try Fixture.instance(id, service, .up)
                event.after?.weight = Int.random(in: 0...2, using: &random)
                event.after?.metadata = ["weight": "0"]
                event.after?.zone = "z\(Int.random(in: 0..<3, using: &random))"
            case (_, 1): event = Fixture.event(revision, .evicted, service, id, cause: "gone")
            case (let status?, 2):
                let to = ServiceStatus.allCases.randomElement(using: &random) ?? .up
                event = Fixture.status(revision, service, id, status, to, cause: "chance")
            default:
                let to = BreakerState.allCases.randomElement(using: &random) ?? .open
                event = Fixture.change(
                    revision, id, .closed, to, isForced: to == .open && .random(using: &random), secondsAgo: 0)
            }
            #expect(model.send(.events([event])) == [])
        }
        let census = model.census
        func isPickable(_ sighting: Sighting) -> Bool {
            let state = census.breakers[sighting.view.id]?.state
            return sighting.view.status == .up && state != .open && sighting.trafficWeight > 0
        }
        let all = census.instances.values
        #expect(census.pickable == all.count(where: isPickable))
        #expect(census.breakers.ids.allSatisfy { census.instances[$0] != nil })
        let standings = census.breakers.ids.compactMap { census.breakers[$0] }
        #expect(census.breakers.counts.halfOpen == standings.count { $0.state == .halfOpen })
        #expect(census.breakers.counts.forced == standings.count { $0.isForced })
        #expect(census.breakers.counts.open == standings.count { $0.state == .open && !$0.isForced })
        for (name, tally) in census.services {
            let own = all.filter { $0.view.name == name }
            #expect(tally.pickable == own.count(where: isPickable))
            #expect(tally.idle == own.count { Pickability($0, census.breakers[$0.view.id]) == .idle })
            #expect(tally.breakers == own.count { census.breakers[$0.view.id] != nil })
        }
        #expect(Set(census.zones.keys) == Set(all.map(\.view.zone)))
        for (name, zone) in census.zones {
            let own = all.filter { $0.view.zone == name }
            #expect(zone.total == own.count && zone.up == own.count { $0.view.status == .up })
            #expect(zone.pickable == own.count(where: isPickable))
        }
        for state in ServiceState.allCases {
            #expect(census.count(state) == census.services.values.count { $0.state == state })
        }
    }

    @Test("an open breaker takes its instance out, a half-open one does not, a closed one is forgotten")
    func standing() throws {
        var model = try Fixture.model()
        #expect(model.census.services["search"]?.state == .up)
        model.send(.events([Fixture.change(918_224, "i-aa01", .closed, .open, secondsAgo: 0)]))
        #expect(model.census.services["search"]?.state == .down)
        #expect(model.census.services["search"]?.reasons == ["0/1 pickable", "breaker open"])
        model.send(.events([Fixture.change(918_225, "i-aa01", .open, .halfOpen, secondsAgo: 0)]))
        #expect(model.census.services["search"]?.state == .up)
        #expect(model.census.services["search"]?.needsAttention == true)
        model.send(.events([Fixture.change(918_226, "i-aa01", .halfOpen, .closed, secondsAgo: 0)]))
        #expect(model.census.breakers["i-aa01"] == nil)
        #expect(model.census.services["search"]?.needsAttention == false)
    }

    @Test("events that were read along with the list of breakers do not change it again")
    func old() throws {
        var model = try Fixture.model()
        model.send(
            .breakers(BreakerListView(epoch: "e1", revision: 918_230, breakers: [Fixture.breaker("i-aa01", .open)])))
        model.send(.events([Fixture.change(918_228, "i-aa01", .open, .closed, secondsAgo: 0)]))
        #expect(model.census.breakers["i-aa01"]?.state == .open)
        model.send(.events([Fixture.change(918_231, "i-aa01", .open, .closed, secondsAgo: 0)]))
        #expect(model.census.breakers["i-aa01"] == nil)
        model.send(.breakers(BreakerListView(epoch: "e1", revision: 918_240, breakers: [])))
        #expect(model.census.breakers.ids.isEmpty)
    }

    @Test("a service that has only instances without weight is out, not down")
    func idle() throws {
        var model = try Fixture.model()
        var view = try Fixture.instance("i-s", "standby")
        view.weight = 0
        model.send(.snapshot(Fixture.list([view]), services: [], events: []))
        #expect(model.census.services["standby"]?.state == .out)
        var other = try Fixture.instance("i-t", "standby")
        other.weight = 1
        model.send(.snapshot(Fixture.list([view, other]), services: [], events: []))
        #expect(model.census.services["standby"]?.state == .up)
    }

    // MARK: Timeline

    private func letters(_ events: [EventView], _ present: BreakerState?, _ count: Int, since: Int64? = nil) -> String {
        String(
            BreakerTimeline.letters(
                events.sorted { $0.revision > $1.revision },
                present: present.flatMap { BreakerBoard.Standing(Fixture.breaker("x", $0)) },
                since: since.map { Fixture.wallTime.advanced(by: .seconds(-$0)) }, until: Fixture.wallTime, count: count
            ))
    }

    @Test("the timeline shows the worst of each stretch, told backwards from the present")
    func timeline() {
        let events = [
            Fixture.change(1, "x", .closed, .open, secondsAgo: 1_750),
            Fixture.change(2, "x", .open, .halfOpen, secondsAgo: 1_150),
            Fixture.change(3, "x", .halfOpen, .open, secondsAgo: 1_100),
            Fixture.change(4, "x", .open, .halfOpen, secondsAgo: 500),
        ]
        #expect(letters(events, .halfOpen, 6) == "cccOOO")
        #expect(letters(events, .halfOpen, 12) == "ccccccOOOOOh")
        #expect(letters([], nil, 6) == "cccccc" && letters([], .open, 3) == "OOO")
        #expect(letters([], nil, 6, since: 1_500) == "   ccc")
        let brief = [
            Fixture.change(1, "x", .closed, .open, secondsAgo: 302),
            Fixture.change(2, "x", .open, .closed, secondsAgo: 301),
        ]
        #expect(letters(brief, nil, 60).filter { $0 == "O" }.count == 1)
        let forced = [Fixture.change(1, "x", .closed, .open, isForced: true, secondsAgo: 3_000)]
        let reset = forced + [Fixture.change(2, "x", .open, .closed, secondsAgo: 900)]
        #expect(letters(reset, nil, 6) == "cFFFFc")
    }
}
