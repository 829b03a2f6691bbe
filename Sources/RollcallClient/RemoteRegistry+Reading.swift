import RollcallCore
package import RollcallWire

/// Which instances a list is about. What is nil or empty does not narrow it.
package struct InstanceQuery: Sendable, Equatable {
    package var service: String?
    /// `UP`, `DOWN` and so on, or `any`. The daemon's own default: UP for one service, any for all.
    package var statuses: [String] = []
    package var tags: [String] = []
    package var zone: String?
    package var metadata: [String: String] = [:]
    package var limit: Int?
    package var cursor: String?

    /// The most instances a daemon gives in one page.
    package static let limitMax = 10_000

    package init(service: String? = nil) {
        self.service = service
    }

    package var target: RequestTarget {
        var target = service.map { RequestTarget("services", $0, "instances") } ?? RequestTarget("instances")
        target = target.with("status", statuses.isEmpty ? nil : statuses.joined(separator: ","))
            .with("tag", each: tags).with("zone", zone)
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) { target = target.with("metadata.\(key)", value) }
        return target.with("limit", limit).with("cursor", cursor)
    }
}

/// Which events a page is about. Times are RFC 3339 or durations back from now, such as `1h`.
package struct HistoryQuery: Sendable, Equatable {
    package var after: Int64?
    package var before: Int64?
    package var since: String?
    package var until: String?
    package var service: String?
    package var instance: String?
    package var kinds: [String] = []
    /// `asc` or `desc`.
    package var order: String?
    package var limit: Int?
    package var cursor: String?

    package init() {}

    package var target: RequestTarget {
        RequestTarget("events").with("after", after).with("before", before).with("since", since).with("until", until)
            .with("service", service).with("instance", instance)
            .with("kind", kinds.isEmpty ? nil : kinds.joined(separator: ",")).with("order", order)
            .with("limit", limit).with("cursor", cursor)
    }
}

/// What anybody may ask.
extension RemoteRegistry {
    package func services() async throws -> ServiceListView {
        try await get(RequestTarget("services"))
    }

    package func instances(_ query: InstanceQuery) async throws -> InstanceListView {
        try await get(query.target)
    }

    /// All pages as one list. Its revision is that of the first page, so that a watch after it misses nothing; later
    /// pages may already show what that watch will tell again.
    package func allInstances(_ query: InstanceQuery = InstanceQuery()) async throws -> InstanceListView {
        var query = query
        query.limit = query.limit ?? InstanceQuery.limitMax
        var list = try await instances(query)
        while let cursor = list.next {
            query.cursor = cursor
            let page = try await instances(query)
            list.instances += page.instances
            list.next = page.next == cursor ? nil : page.next
        }
        return list
    }

    package func events(_ query: HistoryQuery) async throws -> EventPageView {
        try await get(query.target)
    }

    /// Changes in each of the last 60 minutes.
    package func minutes() async throws -> MinutesView {
        try await get(RequestTarget("history", "minutes"))
    }

    /// The registry as it was at a revision, a time, or a duration ago.
    package func state(at point: String) async throws -> PastView {
        try await get(RequestTarget("state").with("at", point))
    }

    /// The events after `revision`, or an empty list when none came within `wait`.
    package func changes(
        after revision: Int64, wait: Duration, service: String? = nil, instance: String? = nil
    ) async throws -> ChangesView {
        let target = RequestTarget("watch").with("after", revision).with("wait", "\(wait.milliseconds)ms")
            .with("service", service).with("instance", instance)
        return try await get(target, wait: wait)
    }

    package func status() async throws -> StatusView {
        try await get(RequestTarget("status"))
    }
}
