import RollcallCore
import RollcallWire

// Which rows a list shows, and in which order.

extension DashboardModel {
    package var columns: ColumnSet? { screen.list.map(lists.columns(of:)) }

    /// What the shown list is narrowed to.
    package var filter: Filter { lists.filters[screen] ?? .none }

    /// The identities of a list's rows that pass its filter, sorted.
    mutating func listed(_ list: ListKind) -> [String] {
        var matcher = FilterMatcher(filter, at: daemonTime)
        let columns = lists.columns(of: list)
        var rows: [SortedRow] = []
        var hidden = Lists.Hidden()
        func take(_ id: String, _ passes: Bool, isUp: Bool, _ value: () -> SortValue) {
            if passes || id == lists.followed {
                rows.append(SortedRow(id: id, value: value()))
            } else {
                hidden.count += 1
                if isUp { hidden.up += 1 }
            }
        }
        let isFiltered = !filter.isEmpty
        let census = self.census
        switch list {
        case .services:
            for name in inLastOrder(census.services.keys) {
                guard let tally = census.services[name] else { continue }
                let passes = !isFiltered || matcher.matches(subject(tally))
                take(tally.name, passes, isUp: tally.state == .up) { sortValue(columns.sort, of: tally) }
            }
        case .instances:
            guard case .instances(let service) = screen else { return [] }
            let ids = census.services[service]?.ids ?? []
            for id in inLastOrder(ids) {
                guard let sighting = census.instances[id] else { continue }
                let passes = !isFiltered || matcher.matches(subject(sighting))
                take(id, passes, isUp: sighting.view.status == .up) { sortValue(columns.sort, of: sighting) }
            }
        case .events:
            let ids = eventIdentities
            lists.hidden = Lists.Hidden(count: world.journal.events.count - ids.count { gap($0) == nil })
            return ids
        }
        lists.hidden = hidden
        return SortedRow.order(rows, isDescending: columns.isDescending)
    }

    /// `ids`, those that are shown first and in that order: what is nearly sorted is sorted in a fraction of the time.
    private func inLastOrder(_ ids: some Collection<String>) -> [String] {
        guard shownScreen == screen, !shown.isEmpty else { return Array(ids) }
        // Keys and sets look up what they contain.
        let kept = shown.filter { ids.contains($0) }
        guard kept.count < ids.count else { return kept }
        let known = Set(kept)
        return kept + ids.filter { !known.contains($0) }
    }

    private func subject(_ tally: ServiceTally) -> ServiceSubject {
        ServiceSubject(
            tally: tally, census: census,
            breakers: tally.breakers == 0 ? [] : tally.ids.compactMap { census.breakers[$0]?.filterWord })
    }

    private func subject(_ sighting: Sighting) -> InstanceSubject {
        InstanceSubject(
            sighting, breaker: census.isPast ? nil : census.breakers[sighting.view.id]?.filterWord ?? "closed",
            isPickable: isPickable(sighting))
    }

    /// Whether the row is still there, shown or not.
    func exists(_ id: String) -> Bool { rowExists(id) }

    /// The same for many rows at once.
    private var rowExists: (String) -> Bool {
        let (census, journal) = (census, world.journal)
        switch screen {
        case .services: return { census.services[$0] != nil }
        case .instances(let service):
            let ids = census.services[service]?.ids ?? []
            return { ids.contains($0) }
        case .events: return { $0.hasPrefix(Self.gapPrefix) || Int64($0).flatMap(journal.event) != nil }
        case .overview: return { census.services[$0]?.needsAttention ?? false }
        case .instance, .balancer: return { _ in false }
        }
    }

    /// The row wants to be looked at.
    func needsAttention(_ id: String) -> Bool {
        switch screen {
        case .overview, .services: census.services[id]?.needsAttention ?? false
        case .instances: (census.instances[id]?.view.status ?? .up) != .up
        case .events: Int64(id).flatMap(world.journal.event)?.role == .down
        case .instance, .balancer: false
        }
    }

    /// Who came while the order was held stands behind those who kept their places.
    mutating func held(_ wanted: [String]) -> [String] {
        let (old, late) = (shown.prefix(lists.newRows ?? shown.count), shown.dropFirst(lists.newRows ?? shown.count))
        let known = Set(shown)
        let exists = rowExists
        let kept = old.filter(exists)
        let behind = late.filter(exists) + wanted.filter { !known.contains($0) }
        lists.newRows = behind.isEmpty ? nil : kept.count
        return kept + behind
    }

    /// Looks which cells in sight have changed.
    mutating func noteFlashes() {
        guard highlight != .none, let columns else { return lists.flashes.forget() }
        let watched = columns.shown.filter(\.flashes)
        var rows: [String: [Column: String]] = [:]
        for id in visible {
            guard let row = cells(watched, of: id) else { continue }
            rows[id] = Dictionary(zip(watched, row.map(\.text)), uniquingKeysWith: { $1 })
        }
        lists.flashes.note(rows, at: now)
    }

    /// A row's cells; nil when it is not there.
    func cells(_ columns: [Column], of id: String) -> [Span]? {
        switch screen.list {
        case .services: census.services[id].map { tally in columns.map { cell($0, of: tally) } }
        case .instances: census.instances[id].map { sighting in columns.map { cell($0, of: sighting) } }
        case .events: Int64(id).flatMap(world.journal.event).map { event in columns.map { cell($0, of: event) } }
        case nil: nil
        }
    }
}

extension DashboardModel {
    /// Behind the breadcrumbs: what there is of what was opened.
    var crumbNote: [Span] {
        guard case .instances(let service) = screen, let tally = census.services[service] else { return [] }
        let pickable = tally.pickable
        let noun = tally.counts.total == 1 ? "instance" : "instances"
        return [
            Span("   \(tally.counts.total) \(noun)", .dim),
            Span("   pickable \(pickable)/\(tally.counts.total)", pickable == 0 ? .down : .dim),
        ]
    }
}
