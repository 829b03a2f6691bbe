import RollcallClient
import RollcallCore
import RollcallStore
import RollcallWire

/// The registry as its database tells it, with no daemon: what stands in the history, and nothing that moves without
/// an event, such as how long a lease still holds.
struct DatabaseSource: RegistrySource {
    private let history: any EventHistory
    private let epoch: String

    init(history: any EventHistory, epoch: String) {
        self.history = history
        self.epoch = epoch
    }

    init(path: String) async throws(StoreError) {
        let database = try ReadOnlyDatabase.open(path: path)
        try await self.init(history: database, epoch: database.load().epoch)
    }

    func services() async throws -> ServiceListView {
        let present = try await present()
        var services: [String: (counts: StatusCounts, revision: Int64)] = [:]
        for instance in present.instances {
            var service = services[instance.service.text] ?? (StatusCounts(), 0)
            service.counts.add(instance.status)
            service.revision = max(service.revision, instance.revision.number)
            services[instance.service.text] = service
        }
        return ServiceListView(
            epoch: epoch, revision: present.revision.number,
            services: services.sorted { $0.key < $1.key }.map { name, service in
                ServiceView(name: name, revision: service.revision, instances: CountsView(service.counts))
            })
    }

    func allInstances(_ query: InstanceQuery) async throws -> InstanceListView {
        let present = try await present()
        let instances = present.instances.map { InstanceView($0) }.filter(query.accepts)
        return InstanceListView(epoch: epoch, revision: present.revision.number, instances: instances)
    }

    func instance(_ id: String) async throws -> InstanceAnswer {
        let present = try await present()
        guard let instance = present.instances.first(where: { $0.id.text == id }) else {
            throw ClientError.problem(ProblemView(.unknownInstance(try Self.valid { try InstanceID(id) })))
        }
        return InstanceAnswer(epoch: epoch, revision: present.revision.number, instance: InstanceView(instance))
    }

    func events(_ query: HistoryQuery) async throws -> EventPageView {
        let asked = try Self.eventQuery(query)
        let page = try await history.events(asked)
        let last = page.events.last?.revision.number
        return EventPageView(
            epoch: epoch, revision: try await present().revision.number, floor: page.floor.number,
            events: page.events.map { EventView($0) }, next: page.hasMore ? last.map { String($0) } : nil)
    }

    func state(at point: String) async throws -> PastView {
        let point = try Int64(point).map { PointInTime.revision(Revision($0)) } ?? .time(HistoryReader.time(point))
        let past = try await history.registry(at: point)
        return PastView(
            epoch: epoch, revision: past.revision.number, time: past.time?.description,
            instances: past.instances.map { InstanceView($0) })
    }

    func presentBreaker(_ id: String) -> BreakerView? { nil }

    private func present() async throws(StoreError) -> PastRegistry {
        try await history.registry(at: .time(Self.endOfTime))
    }

    /// Later than any event: the year 9999.
    private static let endOfTime = WallTime(milliseconds: 253_402_300_799_000)

    /// A cursor is the revision of the last event that was read.
    private static func eventQuery(_ query: HistoryQuery) throws -> EventQuery {
        var asked = EventQuery()
        asked.order = query.order == "desc" ? .descending : .ascending
        asked.after = query.after.map { Revision($0) }
        asked.before = query.before.map { Revision($0) }
        if let cursor = query.cursor.flatMap({ Int64($0) }) {
            if asked.order == .ascending { asked.after = Revision(cursor) } else { asked.before = Revision(cursor) }
        }
        asked.since = try query.since.map { text throws(Failure) in try HistoryReader.time(text) }
        asked.until = try query.until.map { text throws(Failure) in try HistoryReader.time(text) }
        asked.service = try query.service.map { text in try valid { try ServiceName(text) } }
        asked.instance = try query.instance.map { text in try valid { try InstanceID(text) } }
        asked.kinds = Set(query.kinds.compactMap { EventKind(rawValue: $0) })
        asked.limit = query.limit ?? asked.limit
        return asked
    }

    private static func valid<Value>(_ make: () throws -> Value) throws -> Value {
        do { return try make() } catch let error as InvalidField { throw Failure("\(error)", .usage) }
    }
}

extension InstanceQuery {
    /// The filters as the daemon applies them.
    func accepts(_ instance: InstanceView) -> Bool {
        let statuses = statuses.isEmpty ? (service == nil ? ["any"] : ["UP"]) : statuses
        return (service == nil || instance.name == service?.lowercased())
            && (statuses.contains("any") || statuses.contains(instance.status.rawValue))
            && tags.allSatisfy(instance.tags.contains) && (zone == nil || instance.zone == zone)
            && metadata.allSatisfy { instance.metadata[$0.key] == $0.value }
    }
}
