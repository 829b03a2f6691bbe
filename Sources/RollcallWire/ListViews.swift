package import RollcallCore

/// How many instances stand at each status.
package struct CountsView: Codable, Sendable, Equatable {
    package var up: Int
    package var down: Int
    package var starting: Int
    package var outOfService: Int
    package var total: Int

    enum CodingKeys: String, CodingKey {
        case up, down, starting, total
        case outOfService = "out_of_service"
    }

    package init(_ counts: StatusCounts) {
        up = counts.up
        down = counts.down
        starting = counts.starting
        outOfService = counts.outOfService
        total = counts.total
    }
}

/// One service and how its instances are.
package struct ServiceView: Codable, Sendable, Equatable {
    package var name: String
    /// The last event that touched the service.
    package var revision: Int64
    package var instances: CountsView
    /// Status changes of its instances in the last hour; in answers about now.
    package var changesLastHour: Int?

    enum CodingKeys: String, CodingKey {
        case name, revision, instances
        case changesLastHour = "changes_last_hour"
    }

    package init(name: String, revision: Int64, instances: CountsView, changesLastHour: Int? = nil) {
        self.name = name
        self.revision = revision
        self.instances = instances
        self.changesLastHour = changesLastHour
    }
}

package struct ServiceListView: Codable, Sendable, Equatable {
    package var epoch: String
    package var revision: Int64
    package var services: [ServiceView]

    package init(epoch: String, revision: Int64, services: [ServiceView]) {
        self.epoch = epoch
        self.revision = revision
        self.services = services
    }
}

package struct InstanceListView: Codable, Sendable, Equatable {
    package var epoch: String
    package var revision: Int64
    /// The last event that touched the service, when the list is about one.
    package var serviceRevision: Int64?
    package var instances: [InstanceView]
    /// Pass it back as `cursor` for the next page; absent on the last one.
    package var next: String?

    enum CodingKeys: String, CodingKey {
        case epoch, revision, instances, next
        case serviceRevision = "service_revision"
    }

    package init(
        epoch: String, revision: Int64, serviceRevision: Int64? = nil, instances: [InstanceView], next: String? = nil
    ) {
        self.epoch = epoch
        self.revision = revision
        self.serviceRevision = serviceRevision
        self.instances = instances
        self.next = next
    }
}

/// What a mutation did.
package struct MutationView: Codable, Sendable, Equatable {
    package var epoch: String
    package var revision: Int64
    /// `created`, `updated`, `unchanged` or `removed`.
    package var outcome: String
    package var instance: InstanceView

    package init(epoch: String, revision: Int64, outcome: String, instance: InstanceView) {
        self.epoch = epoch
        self.revision = revision
        self.outcome = outcome
        self.instance = instance
    }
}

/// One instance as it is now.
package struct InstanceAnswer: Codable, Sendable, Equatable {
    package var epoch: String
    package var revision: Int64
    package var instance: InstanceView

    package init(epoch: String, revision: Int64, instance: InstanceView) {
        self.epoch = epoch
        self.revision = revision
        self.instance = instance
    }
}
