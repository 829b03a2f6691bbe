import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

@Suite struct ListTests {
    private static func services(size: Size = Size(columns: 80, rows: 24)) throws -> DashboardModel {
        var model = try Fixture.model(size: size)
        model.press(.character("2"))
        model.arrange()
        return model
    }

    private static func checkout() throws -> DashboardModel {
        var model = try services()
        model.press(.down, .down, .enter)
        model.arrange()
        return model
    }

    private static func type(_ text: String, into model: inout DashboardModel) {
        for character in text { model.press(.character(character)) }
        model.arrange()
    }

    // MARK: Order

    @Test("T-15 a thousand changes of state while the cursor moves leave the selected row where it is")
    func frozenUnderTheCursor() throws {
        var random = SeededGenerator(15)
        var model = try Fixture.model()
        let many = try (0..<300).map { try Fixture.instance("i-\(1_000 + $0)", "big", .up) }
        model.send(.snapshot(Fixture.list(many, revision: 1), services: [], events: []))
        model.press(.character("2"), .enter)
        for _ in 0..<10 { model.press(.down) }
        for change in 0..<1_000 {
            let seconds = Double(change) * 0.01
            if change % 100 == 0 { model.send(.key(change % 200 == 0 ? .down : .up), after: seconds) }
            let (id, index) = (model.cursor.id, model.cursor.index)
            let to = try #require(ServiceStatus.allCases.randomElement(using: &random))
            let instance = "i-\(1_000 + Int.random(in: 0..<300, using: &random))"
            let event = Fixture.status(Int64(change) + 2, "big", instance, .up, to, cause: "x")
            model.send(.events([event]), after: seconds)
            if change % 7 == 0 { model.send(.tick(Fixture.wallTime), after: seconds) }
            model.arrange()
            #expect(model.cursor.id == id && model.cursor.index == index, "change \(change)")
        }
        model.send(.tick(Fixture.wallTime), after: 60)
        model.arrange()
        let states = model.shown.map { model.census.instances[$0]?.view.status.severityForTests ?? 9 }
        #expect(states == states.sorted())
    }

    @Test("while the order is held, who is new stands below a rule that counts them")
    func newRows() throws {
        var model = try Self.checkout()
        model.press(.down)
        for (number, id) in ["i-0001", "i-0002"].enumerated() {
            var event = Fixture.event(918_224 + Int64(number), .registered, "checkout-api", id, cause: "registered")
            event.after = try Fixture.instance(id, "checkout-api", .down)
            model.send(.events([event]), after: 1)
            model.arrange()
        }
        #expect(model.shown.suffix(2) == ["i-0001", "i-0002"])
        #expect(render(model, size: model.size).text.contains("── +2 new ──"))
        model.send(.tick(Fixture.wallTime), after: 4)
        model.arrange()
        #expect(model.shown.first == "i-0001")
        #expect(!render(model, size: model.size).text.contains("new ──"))
    }

    @Test("f holds the order until it is pressed again")
    func freeze() throws {
        var model = try Self.services()
        model.press(.character("f"))
        let before = model.shown
        model.send(.events([Fixture.status(918_224, "search", "i-aa01", .up, .down, cause: "x")]), after: 1)
        model.send(.tick(Fixture.wallTime), after: 100)
        model.arrange()
        #expect(model.shown == before)
        #expect(render(model, size: model.size).text.contains("held"))
        model.press(.character("f"))
        model.arrange()
        #expect(model.shown.prefix(2) == ["legacy-soap", "search"])
    }

    @Test("a followed row stays on its line of the screen, and in the list whatever the filter says")
    func follow() throws {
        var model = try Fixture.model()
        let many = try (0..<300).map { try Fixture.instance("i-\(1_000 + $0)", "big", .up) }
        model.send(.snapshot(Fixture.list(many, revision: 1), services: [], events: []))
        model.press(.character("2"), .enter, .pageDown, .pageDown, .character("F"))
        let (id, line) = (try #require(model.cursor.id), model.cursor.index - model.cursor.top)
        for number in 0..<100 {
            let event = Fixture.status(Int64(number) + 2, "big", "i-\(1_299 - number)", .up, .down, cause: "x")
            model.send(.events([event]), after: 10)
        }
        model.send(.tick(Fixture.wallTime), after: 10)
        model.arrange()
        #expect(model.cursor.id == id && model.cursor.index - model.cursor.top == line && model.cursor.index > 100)
        model.press(.character("/"))
        Self.type("state:down", into: &model)
        #expect(model.cursor.id == id && model.shown.count == 101)
        #expect(render(model, size: model.size).text.contains("follow \(id)"))
    }

    @Test("Enter on the place of one that left opens its history, until the cursor moves")
    func departed() throws {
        var model = try Self.checkout()
        model.press(.down)
        model.send(.events([Fixture.event(918_230, .deregistered, "checkout-api", "i-80c1", cause: "on request")]))
        model.arrange()
        model.press(.enter)
        #expect(model.screen == .instance(id: "i-80c1"))
        #expect(render(model, size: model.size).text.contains("on request"))
        model.press(.escape, .down, .enter)
        #expect(model.screen != .instance(id: "i-80c1"))
    }

    // MARK: Sorting and columns

    @Test("every column sorts both ways, and rows that are equal in it go by name", arguments: ListKind.allCases)
    func sorting(list: ListKind) throws {
        for column in list.columns {
            var model = try Self.services(size: Size(columns: 200, rows: 60))
            if list == .instances { model.press(.down, .down, .enter) }
            if list == .events { model.press(.character("3")) }
            model.press(.character(":"))
            Self.type("sort \(column.name)", into: &model)
            model.press(.enter)
            if model.columns?.isInverted == true { model.press(.character("I")) }
            model.arrange()
            let first = model.shown
            #expect(model.columns?.sort == column && Set(first).count == first.count && !first.isEmpty)
            model.press(.character("I"))
            model.arrange()
            #expect(Set(model.shown) == Set(first))
            model.press(.character("I"))
            model.arrange()
            #expect(model.shown == first)
        }
    }

    @Test("names sort from a to z, numbers from the largest, and what is not known comes last")
    func directions() throws {
        var model = try Self.services()
        model.press(.character(">"))
        model.arrange()
        #expect(model.shown == ["billing", "checkout-api", "legacy-soap", "search", "東京-edge"])
        #expect(render(model, size: model.size).text.contains("sort: SERVICE▲"))
        model.press(.character("I"))
        model.arrange()
        #expect(model.shown.first == "東京-edge")
        #expect(render(model, size: model.size).text.contains("sort: SERVICE▼"))
        model.press(.character("<"), .character("<"))
        // Round the edge to the last one in sight: what there is no room for does not sort unseen.
        #expect(model.columns?.sort == model.columns?.shown.last(where: model.columnsDrawn(.services).contains))
        var checkout = try Self.checkout()
        checkout.press(.character(":"))
        Self.type("sort zone", into: &checkout)
        checkout.press(.enter)
        checkout.arrange()
        #expect(checkout.shown.first == "i-80c1")
        checkout.press(.character("I"))
        checkout.arrange()
        #expect(checkout.shown.first == "i-80c1")
    }

    @Test("the menus choose what sorts and which columns there are, in which order")
    func chooser() throws {
        var model = try Self.checkout()
        model.press(.character("s"), .down, .down, .enter)
        #expect(model.columns?.sort == .address)
        model.press(.character("c"))
        #expect(render(model, size: model.size).text.contains("[x] ADDRESS"))
        model.press(.down, .character(" "), .down, .character("<"), .escape)
        #expect(model.columns?.shown.prefix(2) == [.address, .state] && model.columns?.shown.contains(.id) == false)
        model.press(.character("c"), .character("G"))
        let text = render(model, size: model.size).text
        #expect(text.contains("[ ] note") && text.contains("meta.note"))
        model.press(.enter)
        #expect(model.columns?.shown.contains(.metadata("note")) == true)
    }

    @Test("columns are added and dropped by name, and a name there is not is told")
    func deltas() throws {
        var set = ColumnSet(.instances)
        try set.apply("+meta.build,-weight,+tags")
        #expect(set.shown.contains(.metadata("build")) && set.shown.contains(.tags) && !set.shown.contains(.weight))
        do {
            try set.apply("+nosuch")
            Issue.record("nosuch was taken for a column")
        } catch {
            #expect(error.reason.contains("nosuch") && error.reason.contains("weight"))
        }
    }

    @Test("what calls tell fills the columns that wait for it")
    func traffic() throws {
        var model = try Self.services(size: Size(columns: 120, rows: 40))
        let event = Fixture.change(918_224, "i-7e01", .closed, .open, secondsAgo: 1)
        model.send(.events([event]))
        let services = render(model, size: model.size).text
        #expect(services.contains("0/4"))
        model.press(.character(":"), .paste("instances checkout-api"), .enter)
        var traffic = Fixture.traffic()
        traffic.service = "checkout-api"
        traffic.instances = traffic.instances.prefix(1).map { item in
            var item = item
            (item.id, item.actualShare) = ("i-7e01", 0.4984)
            return item
        }
        model.send(.answer(.traffic(traffic)))
        let instances = render(model, size: model.size).text
        #expect(instances.contains("OPEN") && instances.contains("49.8") && instances.contains("closed"))
        model.press(.character("/"))
        Self.type("breaker:open", into: &model)
        #expect(model.shown == ["i-7e01"])
    }

    @Test("a filter to begin with waits in the list of services when the first screen has none")
    func firstFilter() throws {
        var options = DashboardOptions()
        options.filter = "state:down"
        var model = try Fixture.model(size: Size(columns: 80, rows: 24), options: options)
        model.press(.character("2"))
        model.arrange()
        #expect(model.shown == ["legacy-soap"] && model.filter.text == "state:down")
    }

    @Test("a change is lit for two seconds, and only what changed")
    func flash() throws {
        var model = try Self.services()
        model.send(.events([Fixture.status(918_224, "search", "i-aa01", .up, .down, cause: "x")]), after: 1)
        model.arrange()
        func reversed(_ model: DashboardModel) -> String {
            let frame = render(model, size: model.size)
            let row = frame.text.split(separator: "\n", omittingEmptySubsequences: false)
                .firstIndex { $0.contains(" search ") }
            return frame.row(row ?? 0).filter { $0.style.isSelected }.map(\.text).joined()
        }
        #expect(reversed(model) == "DOWN010/1")
        model.highlight = .mark
        #expect(render(model, size: model.size).text.contains("*DOWN search"))
        model.send(.tick(Fixture.wallTime), after: 3.1)
        model.highlight = .reverse
        #expect(reversed(model).isEmpty)
    }

    // MARK: Pause and moving about

    @Test("a paused screen stands still and counts what it misses; going on leads to the present")
    func pause() throws {
        var model = try Self.services()
        model.press(.character("p"))
        let before = model.shown
        for number in Int64(0)..<312 {
            let to: ServiceStatus = number % 2 == 0 ? .down : .up
            model.send(.events([Fixture.status(918_224 + number, "search", "i-aa01", .up, to, cause: "x")]), after: 2)
        }
        model.send(.events([Fixture.status(918_900, "search", "i-aa01", .up, .down, cause: "x")]), after: 3)
        model.send(.tick(Fixture.wallTime), after: 9)
        model.arrange()
        #expect(model.shown == before && model.revision == 918_223)
        #expect(render(model, size: model.size).text.contains("PAUSED +313"))
        model.press(.character("/"))
        Self.type("search", into: &model)
        #expect(model.shown == ["search"])
        model.press(.escape, .character("p"))
        model.arrange()
        #expect(model.shown.prefix(2) == ["legacy-soap", "search"] && model.revision == 918_900)
    }

    @Test("n and N go round what needs attention")
    func attention() throws {
        var model = try Self.services()
        model.press(.character("n"))
        #expect(model.cursor.id == "billing")
        model.press(.character("n"), .character("n"))
        #expect(model.cursor.id == "legacy-soap")
        model.press(.character("N"))
        #expect(model.cursor.id == "checkout-api")
    }

    @Test("- goes to the screen before and back")
    func lastScreen() throws {
        var model = try Self.checkout()
        model.press(.character("3"), .character("-"))
        #expect(model.screen == .instances(service: "checkout-api"))
        model.press(.character("-"))
        #expect(model.screen == .events)
    }

    @Test("H hides the hints, v everything but the list")
    func view() throws {
        var model = try Self.services(size: Size(columns: 120, rows: 40))
        #expect(render(model, size: model.size).text.contains("q quit"))
        model.press(.character("H"))
        #expect(!render(model, size: model.size).text.contains("q quit"))
        #expect(render(model, size: model.size).text.contains("legacy-soap: 1 instances"))
        model.press(.character("v"))
        let text = render(model, size: model.size).text
        #expect(!text.contains("legacy-soap: 1 instances") && !text.contains("STRT") && text.contains("LAST CHANGE"))
    }

    @Test("a click selects, a second one opens, a click on a header sorts, the wheel scrolls")
    func mouse() throws {
        var model = try Self.services()
        model.press(.click(row: 6, column: 20))
        #expect(model.cursor.id == "checkout-api" && model.screen == .services)
        model.press(.click(row: 3, column: 12))
        #expect(model.columns?.sort == .service && model.columns?.isInverted == false)
        model.press(.click(row: 3, column: 12))
        #expect(model.columns?.isInverted == true)
        model.press(.character("g"), .wheelDown)
        #expect(model.cursor.index == 3)
        model.press(.wheelUp, .click(row: 4, column: 5))
        #expect(model.screen == .instances(service: "東京-edge"))
        model.press(.click(row: 1, column: 3), .click(row: 1, column: 28))
        #expect(model.screen == .events)
        model.press(.click(row: 23, column: 3), .click(row: 900, column: 900))
        #expect(model.screen == .events)
    }
}

extension ServiceStatus {
    fileprivate var severityForTests: Int { [.down, .starting, .outOfService, .up].firstIndex(of: self) ?? 9 }
}
