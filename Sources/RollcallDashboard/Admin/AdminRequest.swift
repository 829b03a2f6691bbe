/// A change of the registry that an operator asks for, tied to the state that was on the screen.
package enum AdminRequest: Codable, Sendable, Hashable {
    package enum Action: Codable, Sendable, Hashable {
        case drain, resume, deregister, trip, reset
        case weight(Int)
    }

    case instance(id: String, revision: Int64, Action)
    case policy(service: String, from: String, to: String)

    /// What it is about.
    package var subject: String {
        switch self {
        case .instance(let id, _, _): id
        case .policy(let service, _, _): service
        }
    }

    /// On the button.
    package var verb: String {
        switch self {
        case .instance(_, _, .drain): "Drain"
        case .instance(_, _, .resume): "Resume"
        case .instance(_, _, .deregister): "Deregister"
        case .instance(_, _, .trip): "Trip"
        case .instance(_, _, .reset): "Reset"
        case .instance(_, _, .weight), .policy: "Change"
        }
    }

    /// What it will do, in words.
    var promise: String {
        switch self {
        case .instance(_, _, .drain): "It takes no more calls and stays OUT_OF_SERVICE until it is resumed."
        case .instance(_, _, .resume): "It comes back: to STARTING, or to UP where it has no checks."
        case .instance(_, _, .deregister): "It leaves the registry at once. Its provider may register it again."
        case .instance(_, _, .trip): "Its breaker opens: it takes no calls until the breaker is reset."
        case .instance(_, _, .reset): "Its breaker closes and forgets what it counted: calls go there at once."
        case .instance(_, _, .weight(let weight)): "It takes calls with weight \(weight)."
        case .policy(_, let from, let to): "Its calls are spread by \(to) instead of \(from)."
        }
    }

    /// Whether it takes more than a key to confirm, as it breaks what works.
    var isGrave: Bool {
        switch self {
        case .instance(_, _, .deregister), .instance(_, _, .trip): true
        default: false
        }
    }
}
