import RollcallCore
import RollcallDashboard
import RollcallWire

/// The screen of events, and the others as they were.
enum PastScene: String, CaseIterable {
    case live, travelling, restart, pastServices, goTo, gap

    func model(_ size: Size) throws -> DashboardModel {
        let fixture = try TravelFixture(count: 260, seed: 11, floor: 12)
        var model = fixture.model(size: size)
        switch self {
        case .live: fixture.play(&model, .character("3"), .down, .down)
        case .travelling:
            fixture.play(
                &model, .character("3"), .character("@"), .character("1"), .character("1"), .character("8"))
            fixture.play(&model, .enter)
        case .restart:
            fixture.play(&model, .character("3"), .character("t"), .pageDown, .character("G"))
        case .gap:
            fixture.play(&model, .character("3"))
            model.send(.link(.lost(reason: "connection refused", retryIn: .seconds(1))), after: 10)
            model.send(.link(.connected), after: 57)
            let missed = (261...311).map { Fixture.event(Int64($0), .started, cause: "x") }
            let status = missed.map { event in
                Fixture.status(event.revision, "svc-0", "i-10", .starting, .down, cause: "chance", secondsAgo: -20)
            }
            model.send(.events(status), after: 57)
            var pulse = Fixture.pulse(revision: 311)
            pulse.time = Fixture.wallTime.advanced(by: .seconds(57)).description
            model.send(.pulse(pulse), after: 57)
            model.send(.tick(Fixture.wallTime.advanced(by: .seconds(57))), after: 57)
            model.press(.pageDown, .pageDown, .pageDown, .pageDown, .pageDown)
        case .pastServices: fixture.play(&model, .character("2"), .character("t"), .character("{"), .down)
        case .goTo: fixture.play(&model, .character("t"), .character("@"), .character("-"), .character("2"))
        }
        return model
    }
}
