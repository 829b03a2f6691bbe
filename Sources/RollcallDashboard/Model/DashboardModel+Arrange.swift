import RollcallCore
import RollcallWire

extension DashboardModel {
    /// Sorts the shown list and finds the cursor's place in it, if anything changed since.
    package mutating func arrange() {
        guard isArrangementDue || shownScreen != screen else { return }
        let isReturning = shownScreen != screen
        let wanted = identities()
        // Events have one order only: what is new pushes the rest down, and the list scrolls with it.
        if isOrderHeld && screen != .events && !isReturning && !lists.isOrderStale {
            shown = held(wanted)
        } else {
            shown = wanted
            lists.newRows = nil
        }
        shownScreen = screen
        isArrangementDue = false
        if screen == .overview { arrangeZones() }
        settle(isReturning: isReturning || lists.isOrderStale)
        lists.isOrderStale = false
        if isReturning { lists.flashes.forget() }
        noteFlashes()
    }

    /// In the past nothing moves but by a key.
    private var isOrderHeld: Bool { travel == nil && (orderHeldUntil != nil || lists.isFrozen) }

    mutating func settle(isReturning: Bool) {
        var cursor = self.cursor
        if case .instance(let id) = screen {
            let lines = detailLines(
                of: id, width: layout.sizeClass == .full ? layout.detail.pane.columns : layout.body.columns)
            cursor.top = max(0, min(cursor.top, lines.count - listRows))
            cursors[screen] = cursor
            return
        }
        // On the first event the cursor stands for the newest one.
        if screen == .events, travel == nil, cursor.index == 0, orderHeldUntil == nil, lists.followed == nil {
            cursor.id = shown.first
        }
        let lost = cursor.id
        let isPinned = lost != nil && (lost == lists.followed || screen == .events && isOrderHeld)
        if cursor.settle(in: shown, page: listRows, keepsLine: isPinned), let lost, !isReturning, travel == nil {
            noteGone(lost)
        }
        cursors[screen] = cursor
    }

    private mutating func identities() -> [String] {
        if let list = screen.list { return listed(list) }
        lists.hidden = Lists.Hidden()
        switch screen {
        case .overview: return serviceNames(where: \.needsAttention)
        // Its neighbours.
        case .instance(let id): return census.instances[id].map { instanceIDs(of: $0.view.name) } ?? []
        case .balancer: return balancerIDs()
        case .services, .instances, .events: return []
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

    private mutating func noteGone(_ id: String) {
        if lists.followed == id { lists.followed = nil }
        switch screen {
        case .instances:
            // A filter that no longer lets it through has not made it leave.
            guard !exists(id) else { return say("\(id) no longer passes the filter") }
            lists.departed = Lists.Departed(id: id, screen: screen)
            let event = events.newest.last { $0.instance == id }
            say(event.map { "\(id) left (\($0.kindWord), rev \($0.revision))" } ?? "\(id) left")
        case .overview: say("\(id) needs no more attention")
        case .services: if exists(id) { say("\(id) no longer passes the filter") }
        case .events, .instance, .balancer: break
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
