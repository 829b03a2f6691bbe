import Foundation
import RollcallCore
import RollcallDaemon
import RollcallStore

/// Whether a database can be trusted: its header and schema, each of its rows, and that the history has no gap.
enum DatabaseCheck {
    /// Whether the file begins as every SQLite database does.
    static func isDatabase(_ path: String) throws(Failure) -> Bool {
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            let magic = try file.read(upToCount: 16) ?? Data()
            try file.close()
            return magic == Data("SQLite format 3\u{0}".utf8)
        } catch {
            throw Failure("\(SafeText.escaped(path)) cannot be read: \(SystemError.words(error))", .inputOutput)
        }
    }

    static func report(_ path: String) async throws -> CheckReport {
        let database = try ReadOnlyDatabase.open(path: path)
        if let problem = try await database.integrityProblems().first {
            throw StoreError.corrupt(table: "sqlite", id: "-", reason: SafeText.escaped(problem, countMax: 200))
        }
        let stored = try await database.load()
        let count = try await history(database, upTo: stored.revision, floor: stored.floor, path)
        return CheckReport(
            file: path, kind: "Rollcall database",
            findings: [
                "epoch \(stored.epoch), revision \(stored.revision), history after revision \(stored.floor)",
                "SQLite's integrity check finds nothing wrong",
                "\(stored.instances.count) instances",
                "\(count) events without a gap",
                stored.wasClosed ? "closed in order" : "in use, or its daemon was killed",
            ])
    }

    /// Reads every event; revisions follow one another from the floor to the end.
    private static func history(
        _ database: ReadOnlyDatabase, upTo revision: Revision, floor: Revision, _ path: String
    ) async throws -> Int {
        var query = EventQuery()
        query.after = floor
        query.limit = EventQuery.limits.upperBound
        var last = floor
        var count = 0
        while true {
            let page = try await database.events(query)
            for event in page.events {
                guard event.revision == last.next else {
                    throw StoreError.corrupt(table: "events", id: "\(last.next)", reason: "it is missing")
                }
                last = event.revision
                count += 1
            }
            guard page.hasMore, !page.events.isEmpty else { break }
            query.after = last
        }
        // A daemon at work may have written on meanwhile.
        guard last >= revision else {
            throw StoreError.corrupt(
                table: "events", id: "\(last.next)", reason: "the history ends before revision \(revision)")
        }
        return count
    }
}
