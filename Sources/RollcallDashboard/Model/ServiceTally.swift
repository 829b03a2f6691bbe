package import RollcallCore
import RollcallWire

/// How a service is as a whole.
package enum ServiceState: Int, Sendable, Comparable, CaseIterable {
    case down, partial, starting, out, empty, up

    package static func < (left: ServiceState, right: ServiceState) -> Bool { left.rawValue < right.rawValue }
}

/// A service and how many of its instances stand where, kept up to date change by change.
package struct ServiceTally: Sendable, Equatable {
    package let name: String
    package internal(set) var counts = StatusCounts()
    /// Instances that calls may be sent to.
    package private(set) var pickable = 0
    /// Instances that are UP and ask for no calls.
    package private(set) var idle = 0
    /// Breakers that are not closed.
    package private(set) var breakers = 0
    /// Status changes in the last hour, as the daemon counted them last and with those since.
    package internal(set) var changesLastHour = 0
    package internal(set) var lastChange: WallTime?
    package internal(set) var ids: Set<String> = []
    /// How many instances are in each zone, and bear each tag.
    package private(set) var zones: [String: Int] = [:]
    package private(set) var tags: [String: Int] = [:]

    package init(name: String) {
        self.name = name
    }

    /// From so many changes an hour on a service is flapping.
    package static let flapsMin = 6

    package var state: ServiceState {
        if counts.total == 0 { return .empty }
        if pickable > 0 { return pickable + idle == counts.total ? .up : .partial }
        // Taken out by an operator or not yet there is not the same as broken.
        if counts.down > 0 || counts.up > idle { return .down }
        return counts.starting > 0 ? .starting : .out
    }

    mutating func count(_ sighting: Sighting, _ breaker: BreakerBoard.Standing?, _ count: Int) {
        counts.add(sighting.view.status, count)
        if breaker != nil { breakers += count }
        if !sighting.view.zone.isEmpty { Self.count(sighting.view.zone, count, in: &zones) }
        for tag in sighting.view.tags { Self.count(tag, count, in: &tags) }
        switch Pickability(sighting, breaker) {
        case .yes: pickable += count
        case .idle: idle += count
        case .no: break
        }
    }

    mutating func noteChange(_ time: WallTime?) {
        guard let time else { return }
        lastChange = max(lastChange ?? time, time)
    }

    private static func count(_ word: String, _ step: Int, in words: inout [String: Int]) {
        let count = words[word, default: 0] + step
        words[word] = count > 0 ? count : nil
    }
}

/// A zone, and how many of its instances are well.
package struct ZoneTally: Sendable, Equatable {
    package internal(set) var total = 0
    package internal(set) var up = 0
    package internal(set) var pickable = 0

    mutating func count(_ sighting: Sighting, _ breaker: BreakerBoard.Standing?, _ count: Int) {
        total += count
        if sighting.view.status == .up { up += count }
        if Pickability(sighting, breaker) == .yes { pickable += count }
    }
}
