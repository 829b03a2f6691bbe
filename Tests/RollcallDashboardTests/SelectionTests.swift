import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

@Suite struct SelectionTests {
    private func instances() throws -> DashboardModel {
        var model = try Fixture.model()
        model.press(.character("2"), .down, .down, .enter)
        model.arrange()
        return model
    }

    @Test("the worst stand first")
    func order() throws {
        var model = try Fixture.model()
        model.press(.character("2"))
        model.arrange()
        #expect(model.shown == ["legacy-soap", "billing", "checkout-api", "search", "東京-edge"])
    }

    @Test("the selection is an identity: it follows its row")
    func follows() throws {
        var model = try Fixture.model()
        model.press(.character("2"), .down, .down)
        #expect(model.cursor.id == "checkout-api")
        let event = Fixture.status(918_224, "search", "i-aa01", .up, .down, cause: "x")
        model.send(.events([event]), after: 4)
        model.send(.tick(Fixture.wallTime), after: 4)
        model.arrange()
        #expect(model.shown.prefix(2) == ["legacy-soap", "search"])
        #expect(model.cursor.id == "checkout-api" && model.cursor.index == 3)
    }

    @Test("rows hold still for three seconds after a cursor key")
    func held() throws {
        var model = try Fixture.model()
        model.press(.character("2"), .down)
        let before = model.shown
        model.send(.events([Fixture.status(918_224, "search", "i-aa01", .up, .down, cause: "x")]), after: 1)
        model.arrange()
        #expect(model.shown == before)
        model.send(.tick(Fixture.wallTime), after: 3)
        model.arrange()
        #expect(model.shown != before)
    }

    @Test("a selected instance that leaves is told, and the cursor stays on its row")
    func gone() throws {
        var model = try instances()
        model.press(.down)
        #expect(model.cursor.id == "i-80c1")
        model.send(.events([Fixture.event(918_230, .deregistered, "checkout-api", "i-80c1", cause: "on request")]))
        let text = render(model, size: model.size).text
        model.arrange()
        #expect(model.cursor.index == 1 && model.cursor.id == "i-7e02")
        #expect(text.contains("i-80c1 left (deregistered, rev 918230)"))
    }

    @Test("on the first event the cursor stays with the newest")
    func newest() throws {
        var model = try Fixture.model()
        model.press(.character("3"))
        model.arrange()
        model.send(.events([Fixture.event(918_300, .started, cause: "x")]))
        model.arrange()
        #expect(model.cursor.id == "918300")
    }

    @Test("events stand newest first while the order is held, and the line under the cursor stays where it was")
    func events() throws {
        var model = try Fixture.model()
        func events(_ revisions: ClosedRange<Int64>) -> [EventView] {
            revisions.map { Fixture.status($0, "search", "i-aa01", .up, .down, cause: "x") }
        }
        model.send(.events(events(918_224...918_300)))
        model.press(.character("3"), .down, .down)
        let (id, line) = (model.cursor.id, model.cursor.index - model.cursor.top)
        model.send(.events(events(918_301...918_310)), after: 1)
        model.arrange()
        #expect(model.shown.first == "918310")
        let revisions = model.shown.compactMap { Int64($0) }
        #expect(revisions == revisions.sorted(by: >))
        #expect(model.cursor.id == id && model.cursor.index - model.cursor.top == line)
    }

    @Test("a list longer than the screen scrolls with the cursor")
    func scroll() throws {
        var model = try Fixture.model()
        let many = try (0..<300).map { try Fixture.instance("i-\(1_000 + $0)", "big", .down) }
        model.send(.snapshot(Fixture.list(many), services: [], events: []))
        model.press(.character("2"), .enter, .character("G"))
        #expect(model.cursor.id == "i-1299")
        #expect(render(model, size: model.size).text.contains("i-1299"))
        model.press(.pageUp, .character("g"))
        #expect(model.cursor.top == 0 && model.cursor.id == "i-1000")
    }

    @Test("instances in sight are asked for, and no others")
    func refresh() throws {
        var model = try Fixture.model()
        #expect(model.press(.character("2"), .down) == [])
        #expect(model.press(.down, .enter) == [.refresh(["i-7f3a", "i-80c1", "i-7e02", "i-7e01"])])
        #expect(model.send(.tick(Fixture.wallTime), after: 1) == [])
        #expect(model.send(.pulse(Fixture.pulse()), after: 2) != [])
        #expect(model.press(.enter) == [.inspect("i-7f3a", withHistory: true)])
        model.send(.link(.lost(reason: "x", retryIn: nil)))
        #expect(model.send(.tick(Fixture.wallTime), after: 4) == [])
    }

    @Test("ten thousand instances are folded and drawn without a wait worth noticing")
    func tenThousand() throws {
        let template = try Fixture.instance("i", "s")
        let many = (0..<10_000).map { number in
            var view = template
            view.id = "i-\(number)"
            view.name = "service-\(number % 100)"
            return view
        }
        var model = try Fixture.model()
        model.send(.snapshot(Fixture.list(many), services: [], events: []))
        let clock = ContinuousClock()
        let spent = clock.measure {
            for number in 0..<10_000 {
                let status: ServiceStatus = number % 2 == 0 ? .down : .up
                let event = Fixture.status(
                    918_224 + Int64(number), "service-\(number % 100)", "i-\(number)", .up, status, cause: "x")
                model.send(.events([event]))
            }
        }
        // Quadratic work would take minutes; the limit leaves room for a busy machine and an unoptimised build.
        #expect(spent < .seconds(20))
        #expect(model.census.counts.down == 5_000)
    }
}
