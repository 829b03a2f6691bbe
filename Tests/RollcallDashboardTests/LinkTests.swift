import RollcallCore
import RollcallDashboard
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

    @Test("before the first snapshot every failure is another attempt")
    func connecting() {
        var model = DashboardModel(url: "http://x")
        #expect(model.linkState == .connecting(attempt: 1, reason: nil, retryIn: nil))
        model.send(.link(.lost(reason: "refused", retryIn: nil)))
        model.send(.link(.lost(reason: "refused", retryIn: nil)))
        #expect(model.linkState == .connecting(attempt: 3, reason: "refused", retryIn: nil))
    }

    @Test("a lease counts down by our own clock, and is unknown when the link is stale")
    func lease() throws {
        var model = try Fixture.model()
        model.press(.character("2"), .down, .enter)
        model.send(.tick(Fixture.wallTime.advanced(by: .seconds(-3_600))), after: 1)
        #expect(render(model, size: model.size).text.contains(" 8.2s "))
        model.send(.tick(Fixture.wallTime), after: 6)
        let text = render(model, size: model.size).text
        #expect(!text.contains("3.2s") && text.contains("--"))
    }
}
