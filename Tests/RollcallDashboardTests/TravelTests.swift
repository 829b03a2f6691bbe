import RollcallCore
import RollcallWire
import Testing

@testable import RollcallDashboard

@Suite struct TravelTests {
    private func check(_ model: DashboardModel, _ fixture: TravelFixture, at revision: Int64) {
        let expected = fixture.instances(at: revision)
        #expect(model.pastRevision == revision && model.revision == revision)
        #expect(model.census.instances.mapValues(\.view) == expected)
        #expect(model.census.counts.total == expected.count)
        #expect(Set(model.census.services.keys) == Set(expected.values.map(\.name)))
        for (name, tally) in model.census.services {
            let own = expected.values.filter { $0.name == name }
            #expect(tally.ids == Set(own.map(\.id)))
            for status in ServiceStatus.allCases {
                #expect(tally.counts.number(of: status) == own.count { $0.status == status })
            }
        }
        for state in ServiceState.allCases {
            #expect(model.census.count(state) == model.census.services.values.count { $0.state == state })
        }
    }

    @Test("wherever one goes, the registry is what its events make of it", arguments: 1...12 as ClosedRange<UInt64>)
    func anywhere(seed: UInt64) throws {
        let fixture = try TravelFixture(count: 300, seed: seed)
        var model = fixture.model()
        var random = Seeded(state: seed)
        fixture.play(&model, .character("t"), reach: 20)
        for _ in 0..<60 {
            let position = try #require(model.pastRevision)
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                fixture.play(&model, .character("["), reach: 20)
                check(model, fixture, at: max(1, position - 1))
            case 1:
                fixture.play(&model, .character("]"), reach: 20)
                check(model, fixture, at: min(300, position + 1))
            case 2:
                let target = Int64.random(in: 1...300, using: &random)
                fixture.answerAll(model.send(.key(.character("@"))), &model)
                for character in "rev:\(target)" { model.send(.key(.character(character))) }
                fixture.play(&model, .enter, reach: 20)
                check(model, fixture, at: target)
            default:
                fixture.play(&model, .character("{"), reach: 20)
                check(model, fixture, at: try #require(model.pastRevision))
            }
        }
    }

    @Test("services of another time have what is known of them undone with the event that brought it")
    func undo() throws {
        let fixture = try TravelFixture(count: 120, seed: 7)
        var there = fixture.model()
        fixture.play(&there, .character("t"))
        for _ in 0..<40 { fixture.play(&there, .character("[")) }
        let before = there.census
        for _ in 0..<30 { fixture.play(&there, .character("[")) }
        for _ in 0..<30 { fixture.play(&there, .character("]")) }
        #expect(there.census == before)
    }

    @Test("a step beyond what was read asks once, and only the newest wish after it")
    func oneQuestion() throws {
        let fixture = try TravelFixture(count: 2_000, seed: 1)
        var model = fixture.model()
        #expect(model.press(.character("t")) == [.ask(.past(.revision(2_000)))])
        #expect(model.press(.character("["), .character("["), .character("[")) == [])
        model.send(.answer(fixture.answer(.past(.revision(2_000)))))
        #expect(model.pastRevision == 1_997)
        #expect(model.press(.character("1"), .character("@"), .character("5"), .enter) == [.ask(.past(.revision(5)))])
        #expect(model.press(.character("@"), .character("9"), .enter, .character("@"), .character("8"), .enter) == [])
        let commands = model.send(.answer(fixture.answer(.past(.revision(5)))))
        #expect(commands == [])
        check(model, fixture, at: 8)
    }

    @Test("an answer that comes after one went elsewhere is passed over")
    func late() throws {
        let fixture = try TravelFixture(count: 2_000, seed: 1)
        var model = fixture.model()
        fixture.play(&model, .character("t"))
        #expect(model.press(.character("@"), .character("5"), .enter) == [.ask(.past(.revision(5)))])
        // A step counts from where one will be.
        model.send(.key(.character("[")))
        #expect(model.travel?.wish == .revision(4))
        #expect(model.press(.character("3"), .down) == [])
        #expect(model.send(.answer(fixture.answer(.past(.revision(5))))) == [])
        check(model, fixture, at: 1_999)
    }

    @Test("at the floor the cursor stops and says so")
    func floor() throws {
        let fixture = try TravelFixture(count: 100, seed: 3, floor: 40)
        var model = fixture.model(known: 10)
        fixture.play(&model, .character("3"), .character("t"), .character("G"))
        check(model, fixture, at: 41)
        fixture.play(&model, .character("["))
        check(model, fixture, at: 41)
        #expect(render(model, size: model.size).text.contains("nothing before revision 41 is kept"))
        fixture.play(&model, .down)
        check(model, fixture, at: 41)
        fixture.play(&model, .character("g"))
        check(model, fixture, at: 100)
        fixture.play(&model, .character("]"))
        #expect(render(model, size: model.size).text.contains("this is the newest event"))
    }

    @Test("changes of what is selected are gone to, and said not to be there")
    func changes() throws {
        let fixture = try TravelFixture(count: 900, seed: 5)
        var model = fixture.model()
        fixture.play(&model, .character("2"), .down)
        model.arrange()
        let service = try #require(model.cursor.id)
        var position = fixture.newest + 1
        for _ in 0..<20 {
            fixture.play(&model, .character("("), reach: 3)
            let expected = fixture.events.last { $0.revision < position && $0.service == service }
            position = try #require(expected?.revision)
            check(model, fixture, at: position)
        }
        fixture.play(&model, .character("@"), .character("1"), .enter)
        fixture.play(&model, .character("("), reach: 3)
        #expect(model.pastRevision == 1)
    }

    @Test("minutes pass whether or not something happened in them")
    func minutes() throws {
        let fixture = try TravelFixture(count: 50, seed: 5)
        var model = fixture.model()
        fixture.play(&model, .character("t"), .character("{"))
        #expect(model.asOfTime == Fixture.wallTime.advanced(by: .seconds(-70)))
        #expect(model.pastRevision == 48)
        fixture.play(&model, .character("}"))
        #expect(model.pastRevision == 50)
    }

    @Test("what is known of the present only is not shown of the past")
    func presentOnly() throws {
        let fixture = try TravelFixture(count: 60, seed: 4)
        var model = fixture.model()
        fixture.play(&model, .character("3"), .down, .character("t"), .character("4"))
        #expect(render(model, size: model.size).text.contains("traffic is not kept for the past"))
        fixture.play(&model, .character("1"))
        let text = render(model, size: model.size).text
        #expect(text.contains("what is shown is past") && !text.contains("attention;"))
    }

    @Test("L leads back, and the present went on meanwhile")
    func live() throws {
        let fixture = try TravelFixture(count: 50, seed: 5)
        var model = fixture.model()
        fixture.play(&model, .character("3"), .character("t"), .character("["))
        model.send(.events([Fixture.event(51, .started, cause: "again")]))
        check(model, fixture, at: 49)
        #expect(render(model, size: model.size).text.contains("AS OF 23:13:57Z rev 49 (40s ago)"))
        fixture.play(&model, .character("L"))
        model.arrange()
        #expect(!model.isTravelling && model.revision == 51 && model.cursor.id == "51")
    }

    @Test("Enter on an event opens what it was about, as it was")
    func open() throws {
        let fixture = try TravelFixture(count: 50, seed: 5)
        var model = fixture.model()
        fixture.play(&model, .character("3"), .down, .down)
        let event = fixture.events[47]
        fixture.play(&model, .enter)
        #expect(model.pastRevision == 48)
        #expect(model.screen == event.service.map { .instances(service: $0) } ?? .services)
        fixture.play(&model, .escape)
        #expect(model.screen == .events && model.cursor.id == "48")
        fixture.play(&model, .escape)
        #expect(!model.isTravelling)
    }

    @Test("the list of events goes on beyond the newest, a page at a time, down to the first")
    func pages() throws {
        let fixture = try TravelFixture(count: 1_700, seed: 2)
        var model = fixture.model()
        fixture.play(&model, .character("3"))
        for _ in 0..<5 { fixture.play(&model, .character("G")) }
        model.arrange()
        #expect(model.shown.count == 1_700 && model.cursor.id == "1")
        #expect(model.press(.character("G")) == [])
        model.send(.events([Fixture.event(1_701, .started, cause: "x")]))
        model.arrange()
        #expect(model.shown.count == 1_701 && model.cursor.id == "1")
    }

    @Test("a filter looks through the history, not through what of it was read")
    func filterReadsBack() throws {
        let fixture = try TravelFixture(count: 1_700, seed: 2)
        var model = fixture.model()
        fixture.play(&model, .character("3"), .character("/"), .paste("rev<20"))
        model.arrange()
        #expect(model.shown.isEmpty)
        fixture.play(&model, .enter)
        model.arrange()
        #expect(model.shown == (1..<20).reversed().map(String.init))
    }

    @Test("what goes wrong is said, and one stays where one is")
    func failure() throws {
        let fixture = try TravelFixture(count: 500, seed: 2)
        var model = fixture.model()
        model.send(.key(.character("t")))
        model.send(.answer(.none(.past(.revision(500)), reason: "connection refused")))
        #expect(!model.isTravelling && render(model, size: model.size).text.contains("connection refused"))
        fixture.play(&model, .character("t"))
        model.press(.character("@"), .character("1"), .enter)
        model.send(.answer(.none(.past(.revision(1)), reason: "connection refused")))
        check(model, fixture, at: 500)
        model.press(.character("@"), .character("x"), .enter)
        #expect(render(model, size: model.size).text.contains("x is no place in the history"))
    }

    @Test("a filter narrows the list, and steps go from match to match")
    func filter() throws {
        let fixture = try TravelFixture(count: 200, seed: 2)
        var model = fixture.model()
        fixture.play(&model, .character("3"))
        fixture.play(&model, .character("/"), .paste("svc:svc-1"), .enter)
        model.arrange()
        let matching = fixture.events.filter { $0.service == "svc-1" }.map { String($0.revision) }
        #expect(model.shown == matching.reversed())
        fixture.play(&model, .character("t"), .character("["), .character("["))
        #expect(model.pastRevision.map(String.init) == matching.dropLast(2).last)
    }

    @Test("ten thousand instances of the past are there in time, and steps are felt as none")
    func tenThousand() throws {
        let template = try Fixture.instance("i", "s", leaseLeft: nil)
        let many = (0..<10_000).map { number in
            var view = template
            view.id = "i-\(number)"
            view.name = "service-\(number % 100)"
            return view
        }
        let events = (101...500).map { number in
            Fixture.status(Int64(number), "service-\(number % 100)", "i-\(number)", .up, .down, cause: "x")
        }
        let page = PastPage(
            position: 300, state: PastView(epoch: "e1", revision: 100, time: nil, instances: many), events: events,
            floor: 0, newest: 500)
        var past = Past(page)
        let spent = ContinuousClock().measure {
            for revision in (101...300).reversed() { past.move(to: Int64(revision)) }
        }
        #expect(past.world.census.counts.down == 1)
        #expect(spent < .seconds(2), "\(spent)")
    }
}
