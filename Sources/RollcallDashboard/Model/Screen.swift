/// What can be looked at.
package enum Screen: Sendable, Hashable {
    case overview, services, events, balancer
    case instances(service: String)
    case instance(id: String)

    /// The screens that stand in the tab row, in its order.
    package static let tabs: [Screen] = [.overview, .services, .events, .balancer]

    /// What shows it from anywhere.
    var tabAction: Action? {
        switch self {
        case .overview: .showOverview
        case .services: .showServices
        case .events: .showEvents
        case .balancer: .showBalancer
        case .instances, .instance: nil
        }
    }

    var tabTitle: String? {
        switch self {
        case .overview: "Overview"
        case .services: "Services"
        case .events: "Events"
        case .balancer: "Balancer"
        case .instances, .instance: nil
        }
    }
}
