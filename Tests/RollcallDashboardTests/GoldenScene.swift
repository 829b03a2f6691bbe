import RollcallDashboard
import Testing

/// A screen in a state worth looking at, by the name of its golden.
struct GoldenScene: Sendable, CustomTestStringConvertible {
    let name: String
    let model: @Sendable (Size) throws -> DashboardModel

    var testDescription: String { name }

    static let all =
        ScreenScene.allCases.map { scene in GoldenScene(name: scene.rawValue) { try scene.model($0) } }
        + BalancerScene.allCases.map { scene in GoldenScene(name: scene.rawValue) { try scene.model($0) } }
        + PastScene.allCases.map { scene in GoldenScene(name: "past-\(scene.rawValue)") { try scene.model($0) } }

    /// The golden of a screen as one first comes upon it.
    static func name(of screen: Screen) -> String {
        switch screen {
        case .overview: "overview"
        case .services: "services"
        case .instances: "instances"
        case .instance: "detail"
        case .events: "events"
        case .balancer: "balancer"
        }
    }
}
