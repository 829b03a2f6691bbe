/// The lists that can be filtered, sorted, and given other columns.
package enum ListKind: Sendable, Hashable, CaseIterable {
    case services, instances, events

    /// All the columns it can have but for metadata, in their usual order.
    package var columns: [Column] {
        switch self {
        case .services:
            [
                .state, .service, .up, .starting, .down, .out, .all, .pick, .breaker, .changes, .lastChange, .zones,
                .leaseLow, .checkHigh, .tags,
            ]
        case .instances:
            [
                .state, .id, .address, .weight, .lease, .check, .breaker, .share, .cause, .zone, .since, .changes,
                .tags,
                .revision,
            ]
        case .events: [.time, .revision, .kind, .subject, .change, .actor]
        }
    }

    /// Those it begins with; a narrow screen leaves out the less important ones.
    var usualColumns: [Column] {
        switch self {
        case .services: columns.filter { $0 != .all }
        case .instances: columns.filter { ![.tags, .revision].contains($0) } + [.metadata("version")]
        case .events: columns
        }
    }

    var usualSort: Column { self == .events ? .revision : .state }

    /// Events stand in the order in which they happened, whatever they are about.
    var canSort: Bool { self != .events }
}

extension Screen {
    /// The list that fills the screen.
    package var list: ListKind? {
        switch self {
        case .services: .services
        case .instances: .instances
        case .events: .events
        case .overview, .instance, .balancer: nil
        }
    }
}
