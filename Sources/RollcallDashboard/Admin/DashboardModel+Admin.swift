import RollcallCore
import RollcallWire

extension DashboardModel {
    /// Why nothing can be changed now; nil when it can.
    var adminRefusal: String? {
        guard options.isAdmin else { return "read-only: start with --admin to change the registry" }
        guard paused == nil else { return "nothing can be changed while the screen is paused" }
        guard showsPresent else { return "nothing can be changed in the past" }
        switch linkState {
        case .live, .lag: return nil
        case .connecting, .stale, .resync, .archive, .incompatible, .unauthorized:
            return "nothing can be changed while the link is \(linkState.word)"
        }
    }

    /// What is on the screen is the registry as it is now, not a record of it.
    var showsPresent: Bool { travel == nil && paused == nil && !isArchive }

    /// The instance under the cursor, or the one the screen is about.
    var selectedInstance: InstanceView? {
        let id: String? =
            switch screen {
            case .instance(let id): id
            case .instances, .balancer: cursor.id
            case .events: cursor.id.flatMap { Int64($0) }.flatMap(events.event)?.instance
            case .overview, .services: nil
            }
        return id.flatMap { census.instances[$0]?.view }
    }

    /// The service under the cursor, or the one the screen is about.
    var selectedService: String? {
        switch screen {
        case .overview, .services: cursor.id
        case .instances(let service): service
        case .instance(let id): census.instances[id]?.view.name
        case .events: cursor.id.flatMap { Int64($0) }.flatMap(events.event)?.service
        case .balancer: balancer.service
        }
    }

    mutating func openAdminMenu() {
        if let refusal = adminRefusal {
            say(refusal)
            return
        }
        arrange()
        var items: [Menu.Item] = []
        if let view = selectedInstance {
            func item(_ key: Character, _ label: String, _ action: AdminRequest.Action) -> Menu.Item {
                Menu.Item(key, label, .act(.instance(id: view.id, revision: view.revision, action)))
            }
            items = [
                view.status == .outOfService ? item("r", "resume", .resume) : item("d", "drain", .drain),
                Menu.Item("w", "weight (now \(view.weight))", .weight(id: view.id, revision: view.revision)),
                item("t", "trip its breaker", .trip), item("o", "reset its breaker", .reset),
                item("D", "deregister", .deregister),
            ]
        }
        if let service = selectedService {
            items.append(Menu.Item("p", "policy of \(service)", .policies(service: service)))
        }
        guard !items.isEmpty else {
            say("nothing is selected")
            return
        }
        overlay = .menu(Menu(title: selectedInstance.map { "change \($0.id)" } ?? "change", items: items))
    }

    /// For as long an answer about traffic tells the policy too.
    private static let trafficLife = Duration.seconds(1)

    mutating func openPolicyMenu(of service: String) -> [Command] {
        let isFresh = balancer.trafficRead.map { $0.duration(to: now) < Self.trafficLife } ?? false
        guard balancer.service == service, policyMenuWaits || isFresh, let present = balancer.traffic?.policy else {
            // Which one is active is not followed: the menu opens when the answer is there.
            balancer.turn(to: service)
            policyMenuWaits = true
            return [.ask(.traffic(service: service))]
        }
        policyMenuWaits = false
        let items = BalancingPolicy.allCases.enumerated().map { index, policy in
            let isPresent = policy.rawValue == present
            return Menu.Item(
                Character("\(index + 1)"), policy.rawValue + (isPresent ? "  (active)" : ""),
                .act(.policy(service: service, from: present, to: policy.rawValue)))
        }
        overlay = .menu(Menu(title: "policy of \(service)", items: items))
        return []
    }

    mutating func confirm(_ request: AdminRequest) {
        if case .policy(_, let from, let to) = request, from == to {
            say("\(request.subject) goes by \(to) already")
            return
        }
        overlay = .dialog(Dialog(request))
    }

    /// The last word: the registry may have moved on while the dialog stood there, which the daemon will see.
    mutating func perform(_ request: AdminRequest) -> [Command] {
        overlay = nil
        if let refusal = adminRefusal {
            say(refusal)
            return []
        }
        say("\(request.verb.lowercased()) \(request.subject): asked")
        return [.ask(.act(request))]
    }

    mutating func take(_ outcome: String, of request: AdminRequest) {
        tell("done", "\(request.verb.lowercased()): \(outcome)")
        if case .policy = request { balancer.outdate() }
    }

    mutating func take(refusal reason: String, of request: AdminRequest) {
        overlay = .text(
            TextBox(
                title: "refused",
                lines: ["\(request.verb.lowercased()) \(request.subject): nothing was changed.", reason]))
    }

    /// On the message line, or in a box where the screen has none.
    mutating func tell(_ title: String, _ text: String) {
        if layout.sizeClass == .full { say(text) } else { overlay = .text(TextBox(title: title, lines: [text])) }
    }
}
