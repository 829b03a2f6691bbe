import Hummingbird
import RollcallCore
import RollcallRegistry
import RollcallWire

/// `/events`, the history, `/history/minutes`, the same counted, and `/state`, the registry as it was.
struct HistoryController: Sendable {
    let api: API

    func add(to group: some RouterMethods<Context>) {
        group.route("events", [.get: events])
        group.route("state", [.get: state])
        group.route("history/minutes", [.get: minutes])
    }

    @Sendable func events(_ request: Request, _ context: Context) async throws -> Response {
        let parameters = try QueryReader(
            request,
            known: [
                "after", "before", "since", "until", "service", "instance", "kind", "order", "limit", "cursor",
            ])
        let now = api.engine.time.wallTime()
        var query = EventQuery()
        query.after = try parameters.revision("after")
        query.before = try parameters.revision("before")
        query.since = try parameters.time("since", now: now)
        query.until = try parameters.time("until", now: now)
        query.service = try parameters.service("service")
        query.instance = try parameters.instance("instance")
        query.kinds = try kinds(parameters)
        if let order = parameters["order"] {
            guard let known = EventQuery.Order(rawValue: order) else {
                throw RegistryError.invalid(InvalidField("order", "must be asc or desc"))
            }
            query.order = known
        }
        query.limit = try parameters.integer("limit", in: EventQuery.limits) ?? query.limit
        if let cursor = try parameters.revision("cursor") {
            switch query.order {
            case .ascending: query.after = max(query.after ?? .zero, cursor)
            case .descending: query.before = min(query.before ?? cursor, cursor)
            }
        }
        let page = try await api.engine.store.events(query)
        // Asking from below the floor would silently skip what is gone.
        if let after = query.after, after < page.floor { throw RegistryError.compacted(floor: page.floor) }
        let snapshot = api.engine.snapshot
        return .json(
            EventPageView(
                epoch: snapshot.epoch, revision: snapshot.revision.number, floor: page.floor.number,
                events: page.events.map(EventView.init),
                next: page.hasMore ? page.events.last?.revision.description : nil))
    }

    private func kinds(_ parameters: QueryReader) throws(RegistryError) -> Set<EventKind> {
        var kinds: Set<EventKind> = []
        guard let text = parameters["kind"] else { return [] }
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let kind = EventKind(rawValue: String(word)) else {
                let all = EventKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw .invalid(InvalidField("kind", "must be some of \(all), with commas"))
            }
            kinds.insert(kind)
        }
        return kinds
    }

    @Sendable func minutes(_ request: Request, _ context: Context) async throws -> Response {
        _ = try QueryReader(request, known: [])
        let snapshot = api.engine.snapshot
        return try .json(
            MinutesView(
                epoch: snapshot.epoch, revision: snapshot.revision.number, api.engine.minuteHistory,
                at: api.engine.time.wallTime()))
    }

    @Sendable func state(_ request: Request, _ context: Context) async throws -> Response {
        let parameters = try QueryReader(request, known: ["at"])
        guard let text = parameters["at"] else {
            throw RegistryError.invalid(
                InvalidField("at", "is required: a revision, a time, or a duration back from now"))
        }
        let point: PointInTime
        if Int64(text) != nil, let revision = try parameters.revision("at") {
            point = .revision(revision)
        } else if let time = try parameters.time("at", now: api.engine.time.wallTime()) {
            point = .time(time)
        } else {
            throw RegistryError.invalid(InvalidField("at", "must be a revision, a time, or a duration back from now"))
        }
        let past = try await api.engine.store.registry(at: point)
        return .json(
            PastView(
                epoch: api.engine.snapshot.epoch, revision: past.revision.number, time: past.time?.description,
                instances: past.instances.map(InstanceView.init)))
    }
}
