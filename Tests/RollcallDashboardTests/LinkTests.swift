import RollcallCore
import RollcallDashboard
import RollcallWire
import Testing

@Suite struct LinkTests {
    @Test(
        "silence makes LIVE into LAG and LAG into STALE",
        arguments: [
            (0, "LIVE"), (1.9, "LIVE"), (2, "LAG 2s"), (4.9, "LAG 4s"), (5, "STALE 5s"), (70, "STALE 1m 10s"),
        ])
    func silence(seconds: Double, word: String) throws {
        var model = try Fixture.model()
        model.send(.tick(Fixture.wallTime), after: seconds)
        #expect(model.linkState.word == word)
    }

    @Test("a closed stream is STALE at once, a new one is RESYNC until the daemon beats")
    func resync() throws {
        var model = try Fixture.model()
        model.send(.link(.lost(reason: "reset", retryIn: .seconds(2))), after: 1)
        #expect(model.linkState == .stale(.seconds(1), reason: "reset", retryIn: .seconds(2)))
        model.send(.link(.connected), after: 2)
        #expect(model.linkState == .resync)
        model.send(.pulse(Fixture.pulse()), after: 2.5)
        #expect(model.linkState == .live)
    }

    @Test(
        "T-14 a lease counts down alike whatever the wall clock says",
        arguments: [-3_600, 0, 3_600] as [Int64])
    func countdown(shift: Int64) throws {
        var model = try Fixture.model()
        model.press(.character("2"), .down, .enter)
        for second in 1...4 {
            model.send(.pulse(Fixture.pulse()), after: Double(second))
            model.send(.tick(Fixture.wallTime.advanced(by: .seconds(shift * Int64(second)))), after: Double(second))
        }
        let left = model.census.instances["i-9e9f"]?.leaseLeft(at: model.now)
        #expect(left == .milliseconds(5_200))
        #expect(render(model, size: model.size).text.contains(" 5.2s "))
    }

    @Test("a lost link leaves a row where the events it cost belong, once")
    func gap() throws {
        var model = try Fixture.model()
        model.press(.character("3"))
        model.send(.link(.lost(reason: "reset", retryIn: .seconds(2))), after: 1)
        model.send(.link(.lost(reason: "refused", retryIn: .seconds(2))), after: 3)
        model.send(.link(.connected), after: 48)
        model.send(.events([Fixture.event(918_224, .evicted, "search", "i-aa01", cause: "gone")]), after: 48)
        var pulse = Fixture.pulse(revision: 918_224)
        pulse.time = Fixture.wallTime.advanced(by: .seconds(48)).description
        model.send(.pulse(pulse), after: 48)
        model.send(.pulse(pulse), after: 49)
        let rows = render(model, size: model.size).text.split(separator: "\n").filter { $0.contains("link lost") }
        #expect(rows.count == 1 && rows[0].contains("link lost 23:14:38–23:15:25, 1 events fetched"))
    }

    @Test("what answers with another API is told once and not asked for long; Enter tries again")
    func incompatible() throws {
        var model = DashboardModel(url: "http://x")
        model.send(.resize(Size(columns: 80, rows: 24)))
        model.send(.link(.incompatible(reason: "http://x does not speak version 1")))
        #expect(model.linkState.word == "INCOMPATIBLE")
        #expect(render(model, size: model.size).text.contains("does not speak version 1"))
        #expect(model.press(.enter) == [.retry])
        model.send(.link(.connected))
        #expect(model.linkState == .connecting(attempt: 1, reason: nil, retryIn: nil))
    }

    @Test("a refused token keeps what is known, forbids changes, and is tried again by :token")
    func unauthorized() throws {
        var model = DashboardModel(url: "http://x")
        model.send(.resize(Size(columns: 100, rows: 24)))
        model.send(.link(.unauthorized(reason: "a token is asked for")))
        #expect(model.linkState.word == "AUTH")
        #expect(render(model, size: model.size).text.contains("a token is asked for; :token reads its file again"))
        for letter in ":token" { _ = model.press(.character(letter)) }
        #expect(model.press(.enter) == [.retry])
        model.send(.link(.connected))
        #expect(model.linkState == .connecting(attempt: 1, reason: nil, retryIn: nil))
    }

    @Test(
        "why a connection fails comes with what to do about it",
        arguments: [
            "Connection refused (errno: 111)", "no answer within 5s", "not a Rollcall daemon: no JSON",
            "No route to host",
        ])
    func hints(reason: String) {
        var model = DashboardModel(url: "http://x")
        model.send(.resize(Size(columns: 120, rows: 24)))
        model.send(.link(.lost(reason: reason, retryIn: .seconds(3))))
        let hint = connectionHint(reason)
        #expect(hint != nil && render(model, size: model.size).text.contains(hint ?? "-"))
        #expect(model.press(.enter) == [.retry])
        #expect(connectionHint("something else") == nil)
    }

    @Test("before the first snapshot every failure is another attempt")
    func connecting() {
        var model = DashboardModel(url: "http://x")
        #expect(model.linkState == .connecting(attempt: 1, reason: nil, retryIn: nil))
        model.send(.link(.lost(reason: "refused", retryIn: nil)))
        model.send(.link(.lost(reason: "refused", retryIn: nil)))
        #expect(model.linkState == .connecting(attempt: 3, reason: "refused", retryIn: nil))
    }

    @Test(
        "T-14 a lease counts down by our own clock, whatever the time of day is set to, and is unknown when the link is stale"
    )
    func lease() throws {
        var model = try Fixture.model()
        model.press(.character("2"), .down, .enter)
        for hours: Int64 in [-1, 1, 0] {
            model.send(.tick(Fixture.wallTime.advanced(by: .seconds(3_600 * hours))), after: 1)
            #expect(render(model, size: model.size).text.contains(" 8.2s "))
        }
        model.send(.tick(Fixture.wallTime), after: 6)
        let text = render(model, size: model.size).text
        #expect(!text.contains("3.2s") && text.contains("--"))
    }
}
