import GRDB
import RollcallCore

/// Where in the history one instance's state at some revision stands.
struct InstanceHistory {
    private let newest: RawStatement

    init(_ db: Database) throws {
        newest = try RawStatement(
            db,
            """
            SELECT max(revision) FROM events INDEXED BY events_of_instance
            WHERE instance = ? AND kind = ? AND revision <= ?
            """)
    }

    /// The events that an instance's state is made of: the newest that says everything, and the newest change of its
    /// status after that.
    struct Base: Equatable {
        let body: Int64
        let status: Int64?
    }

    /// Nil when the instance was not registered at `revision`.
    func base(of instance: String, at revision: Revision) throws -> Base? {
        func newest(_ kinds: EventKind...) throws -> Int64 {
            try kinds.map { kind in
                try self.newest.bind(1, instance)
                try self.newest.bind(2, kind.rawValue)
                try self.newest.bind(3, revision.number)
                return try self.newest.firstInteger() ?? 0
            }.max() ?? 0
        }
        let body = try newest(.registered, .updated)
        guard body > 0, try newest(.deregistered, .evicted) < body else { return nil }
        let status = try newest(.status)
        return Base(body: body, status: status > body ? status : nil)
    }
}
