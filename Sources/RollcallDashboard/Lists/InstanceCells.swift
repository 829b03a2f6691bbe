import RollcallCore
import RollcallWire

// What the columns of the list of instances hold.

extension DashboardModel {
    func isPickable(_ sighting: Sighting) -> Bool {
        Pickability(sighting, census.breakers[sighting.view.id]) == .yes
    }

    func cell(_ column: Column, of sighting: Sighting) -> Span {
        let view = sighting.view
        switch column {
        case .state: return Span(view.status.word(isNarrow: true), view.status.role)
        case .id: return Span(view.id)
        case .service: return Span(view.name)
        case .address: return Span(view.authority)
        case .weight: return Span(String(sighting.trafficWeight), sighting.trafficWeight == 0 ? .warning : .text)
        case .lease: return sighting.lease(at: shownNow, isKnown: knowsLeases)
        case .check: return sighting.check
        case .breaker: return breakerSpan(census.breakers[view.id])
        case .share: return lists.shares[view.id].map { Span(Self.shareText($0)) } ?? Span("-", .dim)
        case .cause: return Span(view.statusCause.withoutQuestion, .dim)
        case .zone: return view.zone.isEmpty ? Span("-", .dim) : Span(view.zone)
        case .since: return ageSpan(of: sighting.since)
        case .changes: return view.changesLastHour.map { Span(String($0), $0 == 0 ? .dim : .text) } ?? Span("-", .dim)
        case .tags: return Self.words(view.tags)
        case .revision: return Span(String(view.revision), .dim)
        case .metadata(let key): return view.metadata[key].map { Span($0) } ?? Span("-", .dim)
        default: return Span("-", .dim)
        }
    }

    func sortValue(_ column: Column, of sighting: Sighting) -> SortValue {
        let view = sighting.view
        switch column {
        case .state: return SortValue(Double(view.status.severity))
        case .id: return SortValue(view.id)
        case .service: return SortValue(view.name)
        case .address: return SortValue(view.authority)
        case .weight: return SortValue(Double(sighting.trafficWeight))
        case .lease: return SortValue(unlessNil: sighting.leaseLeft(at: shownNow).map { Double($0.milliseconds) })
        case .check: return SortValue(sighting.check.text)
        case .breaker: return SortValue(census.breakers[view.id].map { $0.letsThrough ? 1 : 2 } ?? 0)
        case .share: return SortValue(unlessNil: lists.shares[view.id])
        case .cause: return SortValue(view.statusCause)
        case .zone: return view.zone.isEmpty ? .unknown : SortValue(view.zone)
        case .since: return SortValue(unlessNil: sighting.since.map { -Double($0.milliseconds) })
        case .changes: return SortValue(unlessNil: view.changesLastHour.map(Double.init))
        case .tags: return SortValue(Self.words(view.tags).text)
        case .revision: return SortValue(Double(view.revision))
        case .metadata(let key): return view.metadata[key].map { SortValue($0) } ?? .unknown
        default: return .unknown
        }
    }

    private func breakerSpan(_ standing: BreakerBoard.Standing?) -> Span {
        guard let standing else { return Span(census.isPast ? "-" : "closed", .dim) }
        return switch standing.state {
        case .closed: Span("closed", .dim)
        case .halfOpen: Span("half", .starting)
        case .open: Span(standing.isForced ? "FORCED" : "OPEN", .down)
        }
    }

    /// `49.8`
    static func shareText(_ share: Double) -> String {
        let tenths = Int((min(max(share, 0), 100) * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

extension BreakerBoard.Standing {
    /// What `breaker:` calls it.
    var filterWord: String { isForced ? "forced_open" : state.rawValue }
}
