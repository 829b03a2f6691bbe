package import RollcallCore

/// How a service is as a whole.
package enum ServiceState: Int, Sendable, Comparable, CaseIterable {
    case down, partial, starting, out, empty, up

    package static func < (left: ServiceState, right: ServiceState) -> Bool { left.rawValue < right.rawValue }
}

/// A service and how many of its instances stand where, kept up to date change by change.
package struct ServiceTally: Sendable, Equatable {
    package let name: String
    package internal(set) var counts = StatusCounts()
    package internal(set) var lastChange: WallTime?
    package internal(set) var ids: Set<String> = []

    package var state: ServiceState {
        if counts.total == 0 { return .empty }
        if counts.up == counts.total { return .up }
        if counts.up > 0 { return .partial }
        // Taken out by an operator or not yet there is not the same as broken.
        if counts.down > 0 { return .down }
        return counts.starting > 0 ? .starting : .out
    }

    mutating func noteChange(_ time: WallTime?) {
        guard let time else { return }
        lastChange = max(lastChange ?? time, time)
    }
}
