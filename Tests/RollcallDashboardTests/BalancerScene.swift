import RollcallDashboard

/// The balancer, and what lies over a screen.
enum BalancerScene: String, CaseIterable {
    case balancer, menu, dialog, textbox

    func model(_ size: Size) throws -> DashboardModel {
        var options = DashboardOptions()
        options.isAdmin = true
        var model = try Fixture.balancer(size: size, options: options)
        switch self {
        case .balancer: model.press(.character("v"), .character("G"))
        case .menu: model.press(.character("x"))
        case .dialog: model.press(.character("x"), .character("D"), .character("7"))
        case .textbox: model.press(.character("i"))
        }
        return model
    }
}
