import RollcallCore
import RollcallWire

extension DashboardModel {
    package var balancerReport: BalancerReport? {
        balancer.traffic.map { view in
            let read = balancer.trafficRead ?? now
            // The registry's own changes by the daemon's time, those of breakers by when they were seen.
            let registered = age(of: census.services[view.service]?.lastChange).map { $0 - read.duration(to: now) }
            let settled = [registered, balancer.changed.map { $0.duration(to: read) }].compactMap { $0 }.min()
            return BalancerReport(
                view, window: balancer.window, settled: settled.map { max(.zero, $0) }, trial: balancer.ownTrial
            ) { census.instances[$0]?.view }
        }
    }

    /// The instances in the balancer's table: those that can be picked or were, unless all are asked for.
    func balancerIDs() -> [String] {
        guard let report = balancerReport else { return [] }
        let wanted = report.rows.filter { balancer.showsAll || $0.isTelling }
        return balancer.order.sorted(wanted.isEmpty ? report.rows : wanted).map(\.item.id)
    }

    /// What goes by another meaning on the balancer's screen; nil for the keys that do not.
    mutating func pressBalancer(_ action: Action, _ key: Key) -> [Command]? {
        guard screen == .balancer else { return nil }
        switch action {
        case .nextSubject, .previousSubject:
            turnBalancer(by: action == .nextSubject ? 1 : -1)
        case .nextTab, .previousTab:
            let count = max(1, balancer.others.count)
            balancer.compared = (balancer.compared + (action == .nextTab ? 1 : count - 1)) % count
        case .window: balancer.window = balancer.window == .minute ? .hour : .minute
        case .variant:
            balancer.showsAll.toggle()
            isArrangementDue = true
        case .sort:
            balancer.order = balancer.order.next
            isArrangementDue = true
            say("sorted by \(balancer.order.rawValue)")
        case .open:
            guard let id = cursor.id, census.instances[id] != nil else { return [] }
            path.append(.instance(id: id))
            turn()
        default: return nil
        }
        return []
    }

    /// Shows the balancer of the service that is selected, or of the one it showed last, or of the first.
    mutating func turnToBalancer(_ service: String?) {
        let names = census.services.keys
        let wanted = [service, balancer.service].compactMap { $0 }.first { census.services[$0] != nil } ?? names.min()
        balancer.turn(to: wanted)
        cursors[.balancer] = nil
    }

    private mutating func turnBalancer(by step: Int) {
        let names = census.services.keys.sorted()
        guard !names.isEmpty else { return }
        let present = balancer.service.flatMap { names.firstIndex(of: $0) } ?? 0
        balancer.turn(to: names[(present + step + names.count) % names.count])
        cursors[.balancer] = nil
        turn()
    }

    /// Traffic moves without an event: while it is shown it is asked for.
    mutating func dueQuestion() -> [Command] {
        guard screen == .balancer, linkState.knowsLeases else { return [] }
        if balancer.service == nil { turnToBalancer(nil) }
        return balancer.question(at: now).map { [.ask($0)] } ?? []
    }

    mutating func takeBalancer(_ answer: Answer) -> [Command] {
        switch answer {
        case .traffic(let view):
            balancer.take(view, at: now)
            takeShares(view)
            isArrangementDue = true
            if policyMenuWaits, balancer.service == view.service { return openPolicyMenu(of: view.service) }
        case .policy(let answer): balancer.take(answer, at: now)
        case .trial(let trial): balancer.take(trial, at: now, daemonTime)
        case .failed(.traffic, _) where screen != .balancer && !policyMenuWaits: break
        case .failed(let question, let reason):
            balancer.fail(question, reason, at: now)
            if policyMenuWaits {
                policyMenuWaits = false
                say(reason)
            }
        case .acted(let request, let outcome): take(outcome, of: request)
        case .refused(let request, let reason): take(refusal: reason, of: request)
        case .exported(let name): tell("exported", "written into \(name)")
        case .notExported(let reason): tell("not exported", reason)
        case .past, .events, .floor, .none: break
        }
        return []
    }
}

extension BalancerReport.Row {
    /// Worth a row without being asked for.
    var isTelling: Bool {
        if case .not = standing { return picks > 0 }
        return true
    }
}

extension BalancerReport.Standing {
    var word: String {
        switch self {
        case .pickable: "yes"
        case .halfOpen: "half-open"
        case .standby(let priority): "standby p\(priority)"
        case .not(let word, _): "no \(word)"
        }
    }

    /// The whole story.
    var why: String {
        switch self {
        case .pickable: "it can be picked"
        case .halfOpen: "its breaker is half-open: only trial calls go there"
        case .standby(let priority): "its priority is \(priority): it is picked when none of a better one can be"
        case .not(_, let why): "not pickable because \(why)"
        }
    }

    var role: Role {
        switch self {
        case .pickable: .up
        case .halfOpen: .starting
        case .standby: .dim
        case .not: .down
        }
    }

    fileprivate var rank: Int {
        switch self {
        case .pickable: 0
        case .halfOpen: 1
        case .standby: 2
        case .not: 3
        }
    }
}

extension BalancerState.Order {
    var next: Self {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// Of equals the smaller id comes first, so that rows stand still.
    func sorted(_ rows: [BalancerReport.Row]) -> [BalancerReport.Row] {
        func key(_ row: BalancerReport.Row) -> (Double, Double) {
            switch self {
            case .standing: (Double(row.standing.rank), 0)
            case .picks: (-Double(row.picks), 0)
            case .deviation: (-(row.deviation?.magnitude ?? -1), Double(row.standing.rank))
            case .weight: (-Double(row.item.weight), Double(row.standing.rank))
            case .id: (0, 0)
            }
        }
        let keyed: [(key: (Double, Double), row: BalancerReport.Row)] = rows.map { (key($0), $0) }
        return keyed.sorted { left, right in
            left.key == right.key ? left.row.item.id < right.row.item.id : left.key < right.key
        }.map(\.row)
    }
}
