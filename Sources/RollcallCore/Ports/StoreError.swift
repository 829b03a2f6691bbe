/// Why a store could not do what it was asked.
package enum StoreError: Error, Sendable, Equatable {
    /// A commit failed at the disk: what it wrote may or may not be there.
    case outcomeUnknown(String)
    case unreadable(path: String, reason: String)
    case notARollcallDatabase(path: String, reason: String)
    case newerSchema(path: String, found: Int, known: Int)
    case lockedByAnother(path: String, pid: Int32?)
    /// A row that cannot be understood: a fact the operator needs, not one to guess around.
    case corrupt(table: String, id: String, reason: String)
    case compacted(floor: Revision)
    case futureRevision(asked: Revision, current: Revision)

    package var problem: String {
        switch self {
        case .outcomeUnknown(let reason): "The database could not commit: \(reason)."
        case .unreadable(let path, let reason): "\(path) cannot be opened: \(reason)."
        case .notARollcallDatabase(let path, let reason): "\(path) is not a Rollcall database: \(reason)."
        case .newerSchema(let path, let found, let known):
            "\(path) has schema version \(found), and this rollcall knows versions up to \(known)."
        case .lockedByAnother(let path, let pid):
            "\(path) is in use by another rollcall" + (pid.map { " (pid \($0))." } ?? ".")
        case .corrupt(let table, let id, let reason): "Row \(id) of table \(table) cannot be read: \(reason)."
        case .compacted(let floor): "The history before revision \(floor.next) is no longer kept."
        case .futureRevision(let asked, let current):
            "Revision \(asked) has not happened yet; the registry is at \(current)."
        }
    }

    package var hint: String {
        switch self {
        case .outcomeUnknown: "Check the disk, then start the daemon again; clients may repeat what was not answered."
        case .unreadable: "Check that the path exists and that this user may read and write it."
        case .notARollcallDatabase: "Name another file with --database; this one was not touched."
        case .newerSchema: "Use a newer rollcall for this file; it was not touched."
        case .lockedByAnother: "Stop that daemon first, or name another file with --database."
        case .corrupt: "Restore a backup, or look at the row with the sqlite3 shell."
        case .compacted: "Ask for a later revision, or keep more with retention.events and retention.age."
        case .futureRevision: "Ask for a revision up to the current one."
        }
    }
}
