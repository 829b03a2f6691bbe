import RollcallCore
import RollcallWire

extension DashboardModel {
    /// Sorts the shown list and finds the cursor's place in it, if anything changed since.
    package mutating func arrange() {
        guard isArrangementDue || shownScreen != screen else { return }
        let wanted = identities()
        shown = orderHeldUntil != nil && travel == nil && shownScreen == screen ? held(wanted) : wanted
        let isReturning = shownScreen != screen
        shownScreen = screen
        isArrangementDue = false
        if screen == .overview { arrangeZones() }
        settle(isReturning: isReturning)
    }

    mutating func settle(isReturning: Bool) {
        var cursor = self.cursor
        let page = layout.listRows(on: screen)
        if case .instance(let id) = screen {
            let lines = detailLines(
                of: id, width: layout.sizeClass == .full ? layout.detail.pane.columns : layout.body.columns)
            cursor.top = max(0, min(cursor.top, lines.count - page))
            cursors[screen] = cursor
            return
        }
        // On the first event the cursor stands for the newest one.
        if screen == .events, travel == nil, cursor.index == 0, orderHeldUntil == nil { cursor.id = shown.first }
        let lost = cursor.id
        if cursor.settle(in: shown, page: page), let lost, !isReturning, travel == nil { sayGone(lost) }
        cursors[screen] = cursor
    }

    func identities() -> [String] {
        switch screen {
        case .overview: serviceNames(where: \.needsAttention)
        case .services: serviceNames { _ in true }
        case .instances(let service): instanceIDs(of: service)
        case .events: eventIdentities
        // Its neighbours.
        case .instance(let id): census.instances[id].map { instanceIDs(of: $0.view.name) } ?? []
        case .balancer: balancerIDs()
        }
    }

    private mutating func arrangeZones() {
        let names = census.zones.keys.sorted().prefix(max(0, layout.overview.zones.rows - 2))
        zonesShown = names.compactMap { name in census.zones[name].map { (name: name, zone: $0) } }
    }

    /// Worst first.
    func serviceNames(where isWanted: (ServiceTally) -> Bool) -> [String] {
        census.services.values.filter(isWanted)
            .sorted { ($0.state, $0.name) < ($1.state, $1.name) }.map(\.name)
    }

    private func instanceIDs(of service: String) -> [String] {
        (census.services[service]?.ids ?? []).map { id in (census.instances[id]?.view.status.severity ?? 0, id) }
            .sorted { $0 < $1 }.map(\.1)
    }

    /// What is still there in the order it had, and what is new behind it.
    private func held(_ wanted: [String]) -> [String] {
        let present = Set(wanted)
        let known = Set(shown)
        return shown.filter(present.contains) + wanted.filter { !known.contains($0) }
    }

    private mutating func sayGone(_ id: String) {
        switch screen {
        case .instances:
            let event = events.newest.last { $0.instance == id }
            say(event.map { "\(id) left: \($0.cause) (rev \($0.revision))" } ?? "\(id) left")
        case .overview: say("\(id) needs no more attention")
        case .services, .events, .instance, .balancer: break
        }
    }
}

extension ServiceStatus {
    /// What wants to be seen first is smallest.
    var severity: Int {
        switch self {
        case .down: 0
        case .starting: 1
        case .outOfService: 2
        case .up: 3
        }
    }
}
