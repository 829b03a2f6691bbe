import RollcallCore
import RollcallWire
import Testing

@testable import RollcallDashboard

@Suite struct GaugeTests {
    @Test("minutes go on from what the daemon counted, and nothing is counted twice")
    func minutes() throws {
        var model = try Fixture.busyModel()
        let told = model.perMinute(.health)
        let expected = try Fixture.minutes().health
        #expect(told == expected && told.count == 60)
        // The daemon had counted this one when it told the minutes.
        model.send(.minutes(try Fixture.minutes(revision: 918_230)))
        model.send(.events([Fixture.status(918_229, "search", "i-aa01", .up, .down, cause: "x")]))
        #expect(model.perMinute(.health) == told)
        model.send(.events([Fixture.status(918_231, "search", "i-aa01", .down, .up, on: .healthCheckPass, cause: "x")]))
        #expect(model.perMinute(.health).last == (told.last ?? 0) + 1)
        #expect(model.perMinute(.expired).reduce(0, +) == 8)
    }

    @Test("events that came before the minutes did are counted when they do")
    func late() throws {
        var model = try Fixture.model()
        model.send(.events([Fixture.status(918_224, "search", "i-aa01", .up, .down, cause: "x")]))
        model.send(.minutes(try Fixture.minutes()))
        let told = try Fixture.minutes().health.last ?? 0
        #expect(model.perMinute(.health).last == told + 1)
    }

    @Test("without minutes from the daemon the events that are known are counted")
    func withoutMinutes() throws {
        let model = try Fixture.model()
        #expect(model.perMinute(.expired).reduce(0, +) == 1 && model.perMinute(.removed).reduce(0, +) == 1)
    }

    @Test("a service that changes often needs attention, until the daemon counts fewer")
    func flapping() throws {
        var model = try Fixture.busyModel()
        #expect(model.census.services["search"]?.reasons == ["flapping 9/h"])
        model.send(
            .services(
                ServiceListView(
                    epoch: "e1", revision: 1,
                    services: [
                        ServiceView(
                            name: "search", revision: 1, instances: CountsView(StatusCounts()), changesLastHour: 4)
                    ])))
        #expect(model.census.services["search"]?.needsAttention == false)
        for revision in Int64(0)..<2 {
            let (from, to): (ServiceStatus, ServiceStatus) = revision == 0 ? (.up, .down) : (.down, .up)
            model.send(.events([Fixture.status(918_300 + revision, "search", "i-aa01", from, to, cause: "x")]))
        }
        #expect(model.census.services["search"]?.reasons == ["flapping 6/h"])
    }

    @Test("what dropped out of the hour is asked for once a minute, while the link is up")
    func recount() throws {
        var model = try Fixture.model()
        model.send(.pulse(Fixture.pulse()), after: 59)
        #expect(model.send(.tick(Fixture.wallTime), after: 59.5) == [])
        #expect(model.send(.pulse(Fixture.pulse()), after: 60) == [.recount])
        #expect(model.send(.pulse(Fixture.pulse()), after: 61) == [])
        model.send(.link(.lost(reason: "x", retryIn: nil)), after: 62)
        #expect(model.send(.tick(Fixture.wallTime), after: 130) == [])
    }

    @Test("an instance that is looked at is asked for every second, its history once, and again after a new snapshot")
    func inspection() throws {
        var model = try Fixture.inspectedModel()
        model.send(.pulse(Fixture.pulse()), after: 2)
        #expect(model.send(.pulse(Fixture.pulse()), after: 3.1) == [.inspect("i-80c1", withHistory: false)])
        model.send(.snapshot(Fixture.list(try Fixture.instances()), services: [], events: Fixture.events), after: 4)
        #expect(model.send(.pulse(Fixture.pulse()), after: 6) == [.inspect("i-80c1", withHistory: true)])
    }

    @Test("what happens to an instance while it is looked at stands before what was asked for")
    func history() throws {
        var model = try Fixture.inspectedModel()
        let before = model.history(of: "i-80c1").map(\.revision)
        #expect(before == Fixture.breakerHistory.map(\.revision).reversed())
        model.send(.events([Fixture.change(918_230, "i-80c1", .open, .halfOpen, secondsAgo: 0)]))
        #expect(model.history(of: "i-80c1").map(\.revision) == [918_230] + before)
    }

    @Test("Right and Left go from an instance to its neighbours, round and round")
    func neighbours() throws {
        var model = try Fixture.inspectedModel()
        #expect(model.send(.key(.right)) == [.inspect("i-7e02", withHistory: true)])
        #expect(model.screen == .instance(id: "i-7e02"))
        model.press(.left, .left)
        #expect(model.screen == .instance(id: "i-7f3a"))
        model.send(.key(.left))
        #expect(model.screen == .instance(id: "i-7e01"))
        model.send(.key(.escape))
        #expect(model.screen == .instances(service: "checkout-api"))
    }

    @Test("the last line says why an instance is or is not picked")
    func verdict() throws {
        let model = try Fixture.busyModel()
        func words(_ id: String) -> String { model.verdict(on: id, isBrief: true).map(\.text).joined() }
        #expect(words("i-80c1") == "lease running out; not pickable: status DOWN, breaker OPEN")
        #expect(words("i-9e9f") == "lease healthy; not pickable: breaker FORCED OPEN")
        #expect(words("東-1") == "lease healthy; instance is pickable, for trial calls only: breaker half-open")
        #expect(words("i-7e01") == "lease healthy; instance is pickable")
        #expect(words("nobody").hasPrefix("gone"))
    }

    @Test(
        "no text of a breaker, a check's history or an event steers the terminal",
        arguments: FrameBoundsTests.hostileTexts)
    func hostile(text: String) throws {
        var model = try Fixture.inspectedModel(size: Size(columns: 200, rows: 60))
        var detail = Fixture.breakerDetail
        detail.breaker.cause = text
        detail.settings.openBase = text
        detail.settings.openMax = text
        var event = Fixture.change(918_400, "i-80c1", .open, .closed, secondsAgo: 0, cause: text)
        event.breakerFrom = text
        event.breaker?.state = "open"
        event.breaker?.cause = text
        model.send(.inspected(InspectionReport(id: "i-80c1", breaker: detail, history: [event])))
        model.send(.events([event]))
        var view = try Fixture.instances()[1]
        view.checks[0].state?.history = CheckMarksView([])
        view.checks[0].state?.history?.marks = text
        view.checks[0].state?.history?.lastPass = text
        view.lease.renewed = text
        view.created = text
        model.send(.refreshed([view]))
        for isASCII in [false, true] {
            let size = model.size
            let frame = render(model, size: size, theme: Theme(isASCII: isASCII))
            for row in 0..<size.rows {
                let line = frame.row(row).map(\.text).joined()
                #expect(line.unicodeScalars.allSatisfy { !SafeText.isForbidden($0) && $0.cellWidth != .invisible })
                #expect(CellText.width(line) == size.columns)
            }
        }
    }
}

@Suite struct FigureTests {
    @Test(
        "counts and bytes are short",
        arguments: [
            (0, "0", "0"), (981, "981", "981"), (1_000, "1.0k", "1000"), (9_812_000, "9.8M", "9.4M"),
            (432_013_312, "432M", "412M"), (5_000_000_000_000, "5.0T", "4.5T"),
        ] as [(Int64, String, String)])
    func figures(_ number: Int64, _ count: String, _ bytes: String) {
        #expect(Figures.count(number) == count)
        #expect(Figures.bytes(number) == bytes)
    }

    @Test("a share is not rounded up to what it is not")
    func percent() {
        #expect(Figures.percent(9_999, of: 10_000) == "99.9%" && Figures.percent(1, of: 1) == "100.0%")
        #expect(Figures.percent(0, of: 0) == "-")
    }

    @Test("a bar that is not zero never looks like zero, and the largest is full")
    func sparkline() {
        #expect(Sparkline.rows([0, 1, 500, 1_000], isASCII: false) == ["▁▂▅█"])
        #expect(Sparkline.rows([0, 1, 500, 1_000], isASCII: true) == ["0159"])
        #expect(Sparkline.rows([0, 1, 8, 15], height: 2, isASCII: false) == ["   █", "▁▂██"])
        #expect(Sparkline.rows([0, 0], height: 2, isASCII: true) == ["  ", "00"])
        #expect(Sparkline.rows([], isASCII: false) == [""])
    }

    @Test("bars bear any share", arguments: [-1, 0, 0.5, 1, 2, .nan, .infinity])
    func bars(share: Double) {
        #expect(Span.width(DashboardModel().bar(share, columns: 10)) == 12)
    }
}
