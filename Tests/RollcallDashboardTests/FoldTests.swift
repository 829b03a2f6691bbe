import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

@Suite struct FoldTests {
    @Test("counts kept change by change are the counts of a recount", arguments: 1...20 as ClosedRange<UInt64>)
    func recount(seed: UInt64) throws {
        var random = Seeded(state: seed)
        var model = try Fixture.model()
        var naive = Dictionary(
            uniqueKeysWithValues: try Fixture.instances().map { ($0.id, (service: $0.name, status: $0.status)) })
        for revision in Int64(918_224)..<918_424 {
            let id = "i-\(Int.random(in: 0..<30, using: &random))"
            let known = naive[id]
            let service = known?.service ?? "svc-\(Int.random(in: 0..<5, using: &random))"
            var event: EventView
            switch (known, Int.random(in: 0..<4, using: &random)) {
            case (nil, _):
                event = Fixture.event(revision, .registered, service, id, cause: "registered")
                event.after = try Fixture.instance(id, service, .starting)
                naive[id] = (service, .starting)
            case (.some, 0):
                event = Fixture.event(revision, .deregistered, service, id, cause: "deregistered")
                naive[id] = nil
            case (let known?, _):
                let to = ServiceStatus.allCases.randomElement(using: &random) ?? .up
                event = Fixture.status(revision, service, id, known.status, to, cause: "chance")
                naive[id]?.status = to
            }
            #expect(model.send(.events([event])) == [])
        }
        for status in ServiceStatus.allCases {
            #expect(model.census.counts.number(of: status) == naive.values.count { $0.status == status })
        }
        for (name, tally) in model.census.services {
            let own = naive.filter { $0.value.service == name }
            #expect(tally.ids == Set(own.keys))
            for status in ServiceStatus.allCases {
                #expect(tally.counts.number(of: status) == own.values.count { $0.status == status })
            }
        }
        for state in ServiceState.allCases {
            #expect(model.census.count(state) == model.census.services.values.count { $0.state == state })
        }
    }

    @Test("a status event changes the instance it is about, and a repeated one changes nothing")
    func status() throws {
        var model = try Fixture.model()
        let event = Fixture.status(918_224, "search", "i-aa01", .up, .down, cause: "503 in 9ms")
        model.send(.events([event]))
        let view = try #require(model.census.instances["i-aa01"]?.view)
        #expect(view.status == .down && view.statusCause == "503 in 9ms" && view.revision == 918_224)
        let before = model.census
        model.send(.events([event]))
        #expect(model.census == before && model.revision == 918_224)
    }

    @Test("an update keeps what events do not carry")
    func update() throws {
        var model = try Fixture.model()
        var event = Fixture.event(918_224, .updated, "checkout-api", "i-7f3a", cause: "updated")
        event.after = try Fixture.instance("i-7f3a", "checkout-api", .down, leaseLeft: nil, check: "x")
        event.after?.weight = 99
        event.after?.checks[0].state = nil
        model.send(.events([event]))
        let view = try #require(model.census.instances["i-7f3a"]?.view)
        #expect(view.weight == 99 && view.lease.expiresInMilliseconds == 9_200 && view.checks[0].state != nil)
    }

    @Test("an instance that moves to another service is counted there only")
    func moved() throws {
        var model = try Fixture.model()
        model.send(.refreshed([try Fixture.instance("i-aa01", "billing")]))
        #expect(model.census.services["search"]?.state == .empty)
        #expect(model.census.services["billing"]?.counts.total == 3)
    }

    @Test("a change of something unknown asks for a snapshot, once")
    func damage() throws {
        var model = try Fixture.model()
        let stray = Fixture.status(918_224, "x", "nobody", .up, .down, cause: "")
        #expect(model.send(.events([stray])) == [.resubscribe])
        var next = stray
        next.revision += 1
        #expect(model.send(.events([next])) == [])
        model.send(.snapshot(Fixture.list([]), services: [], events: []))
        next.revision += 1
        #expect(model.send(.events([next])) == [.resubscribe])
    }

    @Test("only the newest events are kept")
    func bounded() throws {
        var model = try Fixture.model()
        for revision in Int64(918_224)..<920_000 {
            model.send(.events([Fixture.event(revision, .started, cause: "x")]))
        }
        #expect(model.events.count == RecentEvents.countMax)
        #expect(model.events.newest.last?.revision == 919_999)
    }
}

extension StatusCounts {
    func number(of status: ServiceStatus) -> Int {
        switch status {
        case .up: up
        case .down: down
        case .starting: starting
        case .outOfService: outOfService
        }
    }
}
