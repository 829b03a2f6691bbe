import Hummingbird
import RollcallCore
import RollcallRegistry
import RollcallWire

/// `/services`, `/services/{name}/instances` and the flat `/instances`.
struct ServicesController: Sendable {
    let api: API

    static let instanceLimits = 1...10_000
    static let instanceLimitDefault = 1_000

    func add(to group: some RouterMethods<Context>) {
        group.route("services", [.get: services])
        group.route("services/:name/instances", [.get: ofService])
        group.route("instances", [.get: all])
    }

    @Sendable func services(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let snapshot = api.engine.snapshot
        let now = api.engine.time.wallTime()
        let services = snapshot.allServices.map { name, entry in
            ServiceView(
                name: name.text, revision: entry.revision.number, instances: CountsView(entry.counts),
                changesLastHour: snapshot.flapCount(of: name, at: now))
        }
        return try .json(
            ServiceListView(epoch: snapshot.epoch, revision: snapshot.revision.number, services: services))
    }

    @Sendable func ofService(_ request: Request, _ context: Context) async throws -> Response {
        let name = try context.serviceName()
        let snapshot = api.engine.snapshot
        return try answer(
            request, snapshot.instances(of: name), snapshot, statuses: [.up],
            serviceRevision: snapshot.service(name)?.revision)
    }

    @Sendable func all(_ request: Request, _ context: Context) async throws -> Response {
        let snapshot = api.engine.snapshot
        return try answer(
            request, snapshot.allInstances, snapshot, statuses: Set(ServiceStatus.allCases), serviceRevision: nil)
    }

    private func answer(
        _ request: Request, _ instances: [ServiceInstance], _ snapshot: RegistryState, statuses: Set<ServiceStatus>,
        serviceRevision: Revision?
    ) throws -> Response {
        let query = try QueryReader(
            request, known: ["status", "tag", "zone", "metadata.", "limit", "cursor"], repeatable: ["tag"])
        let filter = try InstanceFilter(query, statuses: statuses)
        let limit = try query.integer("limit", in: Self.instanceLimits) ?? Self.instanceLimitDefault
        let cursor = try query.instance("cursor")
        var page: [ServiceInstance] = []
        page.reserveCapacity(min(limit, instances.count))
        var next: String?
        for instance in instances where filter.accepts(instance) {
            if let cursor, instance.id <= cursor { continue }
            guard page.count < limit else {
                next = page.last?.id.text
                break
            }
            page.append(instance)
        }
        return .json(
            InstanceListView(
                epoch: snapshot.epoch, revision: snapshot.revision.number, serviceRevision: serviceRevision?.number,
                instances: api.views(page, snapshot), next: next))
    }
}

/// Which instances a reader wants; what is not given accepts all.
struct InstanceFilter {
    private let statuses: Set<ServiceStatus>
    private let tags: [String]
    private let zone: String?
    private let metadata: [String: String]

    init(_ query: QueryReader, statuses: Set<ServiceStatus>) throws(RegistryError) {
        var wanted = statuses
        if let text = query["status"] {
            wanted = []
            for word in text.split(separator: ",", omittingEmptySubsequences: false) {
                if word.lowercased() == "any" {
                    wanted = Set(ServiceStatus.allCases)
                } else if let status = ServiceStatus(rawValue: word.uppercased()) {
                    wanted.insert(status)
                } else {
                    throw .invalid(
                        InvalidField(
                            "status", "must be any, or some of UP, DOWN, STARTING, OUT_OF_SERVICE, with commas"))
                }
            }
        }
        self.statuses = wanted
        tags = query.all("tag")
        zone = query["zone"]
        metadata = query.all(withPrefix: "metadata.")
    }

    func accepts(_ instance: ServiceInstance) -> Bool {
        let registration = instance.registration
        return statuses.contains(instance.status) && (zone.map { $0 == registration.zone } ?? true)
            && tags.allSatisfy(registration.tags.contains)
            && metadata.allSatisfy { registration.metadata[$0.key] == $0.value }
    }
}
