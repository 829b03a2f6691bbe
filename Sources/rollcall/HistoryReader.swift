import RollcallClient
import RollcallCore
import RollcallWire

/// Pages of the history as one, oldest first.
struct HistoryReader {
    let source: any RegistrySource

    /// The newest `newest` events of `query`, or all when it is nil.
    func read(_ query: HistoryQuery, newest: Int?) async throws -> EventPageView {
        var query = query
        query.order = newest == nil ? "asc" : "desc"
        query.limit = min(newest ?? .max, EventQuery.limits.upperBound)
        var page = try await source.events(query)
        while let cursor = page.next, page.events.count < newest ?? .max {
            query.cursor = cursor
            let more = try await source.events(query)
            page.events += more.events
            page.next = more.next
        }
        if let newest {
            page.events = page.events.prefix(newest).reversed()
        }
        page.next = nil
        return page
    }

    /// At most `count` events: as many before a revision or time, with the one there, as after it.
    func around(_ point: String, _ query: HistoryQuery, count: Int) async throws -> EventPageView {
        var earlier = query
        var later = query
        if let revision = Int64(point) {
            earlier.before = revision + 1
            later.after = revision
        } else {
            let time = try Self.time(point)
            earlier.before = try await first(since: time)
            later.since = time.description
        }
        later.order = "asc"
        later.limit = count / 2
        var page = try await read(earlier, newest: count - count / 2)
        if let revision = Int64(point), revision > page.revision {
            throw Failure(RegistryError.futureRevision(asked: Revision(revision), current: Revision(page.revision)))
        }
        if count > 1 { page.events += try await source.events(later).events }
        return page
    }

    /// The revision of the first event not before `time`; nil when there is none.
    private func first(since time: WallTime) async throws -> Int64? {
        var query = HistoryQuery()
        query.since = time.description
        query.order = "asc"
        query.limit = 1
        return try await source.events(query).events.first?.revision
    }

    /// The time that `text` names: RFC 3339, or a duration back from now.
    static func time(_ text: String) throws(Failure) -> WallTime {
        if let time = WallTime(rfc3339: text) { return time }
        guard let back = DurationText.parse(text) else {
            throw Failure(
                "\(SafeText.escaped(text, countMax: 64)) is neither a revision, a time nor a duration",
                hint: "Write 42, 2026-11-22T03:12:00Z or 1h.", .usage)
        }
        return WallTime.now.advanced(by: .zero - back)
    }
}
