import RollcallCore
import RollcallTestKit
import Testing

@testable import RollcallStore

@Suite("Pages of the history")
struct EventPagesTests {
    @Test("equal what a filter over all events gives, for any query", arguments: UInt64(1)...6)
    func pages(seed: UInt64) async throws {
        let scratch = try Scratch()
        let store = try await SQLiteStore.open(path: scratch.database)
        let history = try RandomHistory(seed: seed)
        for batch in history.batches { try await store.commit(batch) }
        var random = SeededRandom(seed &* 31)
        for _ in 0..<150 {
            let query = try Self.query(&random, history.events)
            let page = try await store.events(query)
            let expected = Self.filter(history.events, query)
            #expect(page.events == Array(expected.prefix(query.limit)), "replay: seed \(seed), \(query)")
            #expect(page.hasMore == (expected.count > query.limit), "replay: seed \(seed), \(query)")
        }
    }

    @Test("follow one another without a gap or a repeat", arguments: EventQuery.Order.allCases)
    func following(order: EventQuery.Order) async throws {
        let scratch = try Scratch()
        let store = try await SQLiteStore.open(path: scratch.database)
        let history = try RandomHistory(seed: 3)
        for batch in history.batches { try await store.commit(batch) }
        var query = EventQuery()
        query.order = order
        query.limit = 7
        query.kinds = [.status, .registered]
        var seen: [RegistryEvent] = []
        while true {
            let page = try await store.events(query)
            seen += page.events
            guard page.hasMore, let last = page.events.last else { break }
            if order == .ascending { query.after = last.revision } else { query.before = last.revision }
        }
        let expected = history.events.filter { query.kinds.contains($0.kind.name) }
        #expect(seen == (order == .ascending ? expected : expected.reversed()))
    }

    @Test("of an empty store are empty")
    func empty() async throws {
        let scratch = try Scratch()
        let store = try await SQLiteStore.open(path: scratch.database)
        #expect(try await store.events(EventQuery()) == EventPage(events: [], hasMore: false, floor: .zero))
        #expect(try await store.registry(at: .revision(.zero)).instances.isEmpty)
    }

    private static func query(_ random: inout SeededRandom, _ events: [RegistryEvent]) throws -> EventQuery {
        var query = EventQuery()
        func maybe() -> Bool { Int.random(in: 0..<4, using: &random) == 0 }
        func revision() -> Revision { Revision(Int64.random(in: 0...Int64(events.count + 2), using: &random)) }
        func time() -> WallTime? {
            events.randomElement(using: &random)?.time.advanced(
                by: .milliseconds(Int.random(in: -1...1, using: &random)))
        }
        if maybe() { query.after = revision() }
        if maybe() { query.before = revision() }
        if maybe() { query.since = time() }
        if maybe() { query.until = time() }
        if maybe() { query.service = try ServiceName("s\(Int.random(in: 0...3, using: &random))") }
        if maybe() { query.instance = try InstanceID("i\(Int.random(in: 0...8, using: &random))") }
        while maybe(), let kind = EventKind.allCases.randomElement(using: &random) { query.kinds.insert(kind) }
        query.order = Bool.random(using: &random) ? .ascending : .descending
        query.limit = Int.random(in: 1...40, using: &random)
        return query
    }

    private static func filter(_ events: [RegistryEvent], _ query: EventQuery) -> [RegistryEvent] {
        let kept = events.filter { event in
            if let after = query.after, event.revision <= after { return false }
            if let before = query.before, event.revision >= before { return false }
            if let since = query.since, event.time < since { return false }
            if let until = query.until, event.time > until { return false }
            if let service = query.service, event.service != service { return false }
            if let instance = query.instance, event.instance != instance { return false }
            return query.kinds.isEmpty || query.kinds.contains(event.kind.name)
        }
        return query.order == .ascending ? kept : kept.reversed()
    }
}
