import RollcallDashboard
import RollcallCore

/// The screens of the present, with lists and text fields as they are used.
enum ScreenScene: String, CaseIterable {
    case overview, services, instances, detail, events, help, connecting, stale, filtered, filter, palette, columns

    func model(_ size: Size) throws -> DashboardModel {
        var model = try Fixture.model(size: size)
        switch self {
        case .overview: model = try Fixture.busyModel(size: size)
        case .services: model.press(.character("2"), .down)
        case .instances: model.press(.character("2"), .down, .down, .enter)
        case .detail: model = try Fixture.inspectedModel(size: size)
        case .events: model.press(.character("3"), .down)
        case .filtered:
            model.press(
                .character("2"), .down, .character("/"), .paste("state:down,part -soap"), .enter, .character("f"))
            model.send(.tick(Fixture.wallTime), after: 10)
        case .filter: model.press(.character("2"), .down, .character("/"), .paste("state:down since:soon"))
        case .palette: model.press(.character("2"), .character(":"), .paste("ins"), .tab)
        case .columns:
            model.press(.character("2"), .down, .down, .enter, .character("c"), .down, .down, .character(" "))
        case .help: model.press(.character("?"))
        case .connecting:
            model = DashboardModel(url: "http://127.0.0.1:7420")
            model.send(.resize(size))
            model.send(.link(.lost(reason: "connection refused", retryIn: .seconds(3))))
            model.send(.tick(Fixture.wallTime))
        case .stale:
            model.press(.character("2"), .down, .down, .enter)
            model.send(.link(.lost(reason: "connection refused", retryIn: .seconds(3))), after: 40)
            model.send(.tick(Fixture.wallTime.advanced(by: .seconds(47))), after: 41)
        }
        return model
    }
}
