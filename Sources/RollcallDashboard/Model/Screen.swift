/// What can be looked at.
package enum Screen: Sendable, Hashable {
    case overview, services, events, balancer
    case instances(service: String)
    case instance(id: String)

    /// The screens that stand in the tab row, in its order.
    package static let tabs: [Screen] = [.overview, .services, .events, .balancer]

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
