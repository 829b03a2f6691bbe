import RollcallCore
import RollcallWire

// What the columns of the services list hold.

extension DashboardModel {
    func cell(_ column: Column, of tally: ServiceTally) -> Span {
        func number(_ count: Int, _ role: Role = .text) -> Span { Span(String(count), count == 0 ? .dim : role) }
        let counts = tally.counts
        switch column {
        case .state: return Span(tally.state.word, tally.state.role)
        case .service: return Span(tally.name)
        case .up: return number(counts.up, .up)
        case .starting: return number(counts.starting, .starting)
        case .down: return number(counts.down, .down)
        case .out: return number(counts.outOfService, .out)
        case .all: return number(counts.total)
        case .pick:
            let count = tally.pickable
            return Span("\(count)/\(counts.total)", count == 0 && counts.total > 0 ? .down : .text)
        case .breaker:
            return census.isPast ? Span("-", .dim) : number(tally.breakers, .warning)
        case .changes: return census.isPast ? Span("-", .dim) : number(tally.changesLastHour)
        case .lastChange: return ageSpan(of: tally.lastChange)
        case .zones: return Self.words(tally.zones.keys)
        case .tags: return Self.words(tally.tags.keys)
        case .leaseLow: return Self.duration(leaseLow(tally))
        case .checkHigh: return Self.duration(checkHigh(tally))
        default: return Span("-", .dim)
        }
    }

    func sortValue(_ column: Column, of tally: ServiceTally) -> SortValue {
        switch column {
        case .state: SortValue(Double(tally.state.rawValue))
        case .service: SortValue(tally.name)
        case .up: SortValue(Double(tally.counts.up))
        case .starting: SortValue(Double(tally.counts.starting))
        case .down: SortValue(Double(tally.counts.down))
        case .out: SortValue(Double(tally.counts.outOfService))
        case .all: SortValue(Double(tally.counts.total))
        case .pick:
            tally.counts.total == 0 ? .unknown : SortValue(Double(tally.pickable) / Double(tally.counts.total))
        case .breaker: SortValue(Double(tally.breakers))
        case .changes: SortValue(Double(tally.changesLastHour))
        case .lastChange: SortValue(unlessNil: tally.lastChange.map { -Double($0.milliseconds) })
        case .zones: SortValue(Self.words(tally.zones.keys).text)
        case .tags: SortValue(Self.words(tally.tags.keys).text)
        case .leaseLow: SortValue(unlessNil: leaseLow(tally).map { Double($0.milliseconds) })
        case .checkHigh: SortValue(unlessNil: checkHigh(tally).map { Double($0.milliseconds) })
        default: .unknown
        }
    }

    static func words(_ words: some Sequence<String>) -> Span {
        let text = words.sorted().joined(separator: ",")
        return text.isEmpty ? Span("-", .dim) : Span(text, .dim)
    }

    private static func duration(_ duration: Duration?) -> Span {
        duration.map { Span(DurationText.brief($0)) } ?? Span("-", .dim)
    }

    // Leases and checks are known of what was in sight lately; of a service they are told when all of it was.

    private static let freshFor = Duration.seconds(5)
    private static let sampleMax = 256

    private func leaseLow(_ tally: ServiceTally) -> Duration? {
        fresh(tally)?.compactMap { $0.leaseLeft(at: shownNow) }.quantile(0.05)
    }

    private func checkHigh(_ tally: ServiceTally) -> Duration? {
        fresh(tally)?.flatMap { $0.view.checks.compactMap { $0.state?.last?.tookMilliseconds } }
            .map { Duration.milliseconds($0) }.quantile(0.95)
    }

    private func fresh(_ tally: ServiceTally) -> [Sighting]? {
        guard linkState.knowsLeases, tally.ids.count <= Self.sampleMax else { return nil }
        // Mostly the first one says that they are not known: all are looked at only where all are told.
        var sightings: [Sighting] = []
        for id in tally.ids {
            guard let sighting = census.instances[id] else { continue }
            guard sighting.leaseRead.duration(to: shownNow) <= Self.freshFor else { return nil }
            sightings.append(sighting)
        }
        return sightings
    }
}

extension [Duration] {
    /// The value that `share` of the others do not exceed, by nearest rank.
    func quantile(_ share: Double) -> Duration? {
        guard !isEmpty else { return nil }
        let rank = Int((share * Double(count)).rounded(.up))
        return sorted()[Swift.min(Swift.max(rank, 1), count) - 1]
    }
}
