import RollcallClient
import RollcallCore
import RollcallWire
import Testing

@testable import rollcall

/// A history of `count` events, one a second, read as a database is.
private struct FakeHistory: EventHistory {
    var count: Int64

    private static let start = WallTime(milliseconds: 1_800_000_000_000)

    static func time(_ revision: Int64) -> WallTime { start.advanced(by: .seconds(revision)) }

    func events(_ query: EventQuery) async throws(StoreError) -> EventPage {
        var revisions = Array(1...count).filter { revision in
            revision > query.after?.number ?? 0 && revision < query.before?.number ?? .max
                && Self.time(revision) >= query.since ?? Self.start
                && Self.time(revision) <= query.until ?? Self.time(count)
        }
        if query.order == .descending { revisions.reverse() }
        let events = revisions.prefix(query.limit).map { revision in
            RegistryEvent(revision: Revision(revision), time: Self.time(revision), kind: .started, cause: "c")
        }
        return EventPage(events: events, hasMore: revisions.count > query.limit, floor: .zero)
    }

    func registry(at point: PointInTime) async throws(StoreError) -> PastRegistry {
        PastRegistry(revision: Revision(count), time: Self.time(count), instances: [])
    }
}

@Suite("Reading the history")
struct HistoryReaderTests {
    private let history = HistoryReader(source: DatabaseSource(history: FakeHistory(count: 2_500), epoch: "e"))

    @Test(
        "the newest events come oldest first, over as many pages as it takes",
        arguments: [1, 50, 1_000, 1_001, 2_500, 9_999])
    func newest(_ count: Int) async throws {
        let found = try await history.read(HistoryQuery(), newest: count).events.map(\.revision)
        #expect(found == Array(max(1, 2_501 - Int64(count))...2_500))
    }

    @Test("without a limit all pages from the bound on are read")
    func all() async throws {
        var query = HistoryQuery()
        query.after = 100
        let page = try await history.read(query, newest: nil)
        #expect(page.events.map(\.revision) == Array(101...2_500))
        #expect(page.next == nil)
    }

    @Test("around a revision lie as many on each side, and no more than asked for", arguments: [1, 2, 3, 6, 7])
    func around(count: Int) async throws {
        let found = try await history.around("1000", HistoryQuery(), count: count).events.map(\.revision)
        #expect(found.count == count)
        #expect(found == Array(Int64(1_001 - count + count / 2)...Int64(1_000 + count / 2)))
    }

    @Test("around a revision that has not happened yet is nothing")
    func ahead() async {
        await #expect(throws: Failure.self) { try await history.around("99999", HistoryQuery(), count: 3) }
    }

    @Test("around a time lie the events before it and from it on")
    func aroundTime() async throws {
        let found = try await history.around(FakeHistory.time(1_000).description, HistoryQuery(), count: 6)
        #expect(found.events.map(\.revision).first == 997)
        #expect(found.events.map(\.revision).last == 1_002)
    }

    @Test("what is no point in time is wrong usage")
    func nonsense() async {
        await #expect {
            try await history.around("yesterday", HistoryQuery(), count: 1)
        } throws: { ($0 as? Failure)?.code == .usage }
    }
}
