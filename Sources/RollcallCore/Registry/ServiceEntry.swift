import HashTreeCollections

/// What the registry knows about one service name: who bears it, and when that last changed.
package struct ServiceEntry: Sendable {
    /// The last event that touched the service or one of its instances.
    package internal(set) var revision: Revision
    var instances: TreeSet<InstanceID> = []
    package internal(set) var counts = StatusCounts()

    init(revision: Revision) {
        self.revision = revision
    }
}

/// How many instances stand at each status.
package struct StatusCounts: Sendable, Equatable {
    package private(set) var up = 0
    package private(set) var down = 0
    package private(set) var starting = 0
    package private(set) var outOfService = 0

    package init() {}

    package var total: Int { up + down + starting + outOfService }

    package mutating func add(_ status: ServiceStatus, _ count: Int = 1) {
        switch status {
        case .up: up += count
        case .down: down += count
        case .starting: starting += count
        case .outOfService: outOfService += count
        }
    }
}
