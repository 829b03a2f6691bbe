import GRDB
import RollcallCore

/// Pages of the history. Every page is found by keys, never by counting rows, so that a page out of ten million events
/// costs what a page out of a thousand does.
enum EventPages {
    static func page(_ db: Database, _ query: EventQuery) throws -> EventPage {
        let position = try RegistryPosition.read(db)
        let limit = min(max(query.limit, EventQuery.limits.lowerBound), EventQuery.limits.upperBound)
        let bounds = try Bounds(query, try EventTimes(db, position), countMax: limit + 1)
        var events = try bounds.isEmpty ? [] : events(db, query, bounds)
        let hasMore = events.count > limit
        if hasMore { events.removeLast() }
        return EventPage(events: events, hasMore: hasMore, floor: position.floor)
    }

    /// Both exclusive, as revisions.
    private struct Bounds {
        let after: Int64
        let before: Int64
        let countMax: Int
        let order: EventQuery.Order

        init(_ query: EventQuery, _ times: EventTimes, countMax: Int) throws {
            var after = max(query.after ?? .zero, times.position.floor)
            var before = min(query.before ?? times.position.revision.next, times.position.revision.next)
            if let since = query.since {
                after = max(after, try times.newest(notAfter: since.advanced(by: .milliseconds(-1))))
            }
            if let until = query.until { before = min(before, try times.newest(notAfter: until).next) }
            (self.after, self.before, self.countMax, self.order) = (after.number, before.number, countMax, query.order)
        }

        var isEmpty: Bool { before - after <= 1 }
        var tail: String { "revision > ? AND revision < ? ORDER BY revision \(order.rawValue) LIMIT ?" }

        func bind(_ statement: RawStatement, from index: Int32) throws {
            try statement.bind(index, after)
            try statement.bind(index + 1, before)
            try statement.bind(index + 2, Int64(countMax))
        }
    }

    private static func events(_ db: Database, _ query: EventQuery, _ bounds: Bounds) throws -> [RegistryEvent] {
        var texts = DecodedTexts()
        var events: [RegistryEvent] = []
        if query.service == nil, query.instance == nil, query.kinds.isEmpty {
            let rows = try RawStatement(db, "SELECT \(EventRow.columns) FROM events WHERE \(bounds.tail)")
            defer { rows.reset() }
            try bounds.bind(rows, from: 1)
            while try rows.step() { events.append(try EventRow.read(rows, &texts)) }
            return events
        }
        let row = try RawStatement(db, "SELECT \(EventRow.columns) FROM events WHERE revision = ?")
        defer { row.reset() }
        for revision in try revisions(db, query, bounds) {
            try row.bind(1, revision)
            guard try row.step() else { continue }
            events.append(try EventRow.read(row, &texts))
            row.reset()
        }
        return events
    }

    /// The first of each kind that is asked for, merged: the indexes are in order within a kind.
    private static func revisions(_ db: Database, _ query: EventQuery, _ bounds: Bounds) throws -> [Int64] {
        let kinds = query.kinds.isEmpty ? Set(EventKind.allCases) : query.kinds
        let rows = try RawStatement(db, "SELECT revision FROM events \(filter(query)) kind = ? AND \(bounds.tail)")
        defer { rows.reset() }
        var index: Int32 = 1
        for text in [query.instance?.text, query.service?.text].compactMap(\.self) {
            try rows.bind(index, text)
            index += 1
        }
        try bounds.bind(rows, from: index + 1)
        var revisions: [Int64] = []
        for kind in kinds {
            try rows.bind(index, kind.rawValue)
            while try rows.step() { revisions.append(rows.integer(0)) }
        }
        revisions.sort(by: bounds.order == .ascending ? { $0 < $1 } : { $0 > $1 })
        return Array(revisions.prefix(bounds.countMax))
    }

    /// Names the index: without statistics SQLite may walk the whole range instead.
    private static func filter(_ query: EventQuery) -> String {
        switch (query.instance, query.service) {
        case (.some, .some): "INDEXED BY events_of_instance WHERE instance = ? AND service = ? AND"
        case (.some, .none): "INDEXED BY events_of_instance WHERE instance = ? AND"
        case (.none, .some): "INDEXED BY events_of_service WHERE service = ? AND"
        case (.none, .none): "INDEXED BY events_of_kind WHERE"
        }
    }
}
