import GRDB
import RollcallCore

/// The registry as it was at a point of the kept history, without replaying what came before.
///
/// An instance that nothing happened to since is as its row says. Any other is as the newest event at or before the
/// point that carries it whole, with the newest change of its status after that event laid over it.
enum PastRegistryReader {
    static func read(_ db: Database, _ point: PointInTime) throws -> PastRegistry {
        let position = try RegistryPosition.read(db)
        let times = try EventTimes(db, position)
        let revision = try self.revision(point, times)
        var texts = DecodedTexts()
        var instances: [ServiceInstance] = []
        var settled: Set<InstanceID> = []
        for item in try InstanceRows.read(db, &texts) where item.instance.revision <= revision {
            instances.append(item.instance)
            settled.insert(item.instance.id)
        }
        if revision < position.revision {
            try rebuild(db, at: revision, except: settled, into: &instances, &texts)
            instances.sort { $0.id < $1.id }
        }
        return PastRegistry(revision: revision, time: try times.time(of: revision), instances: instances)
    }

    private static func revision(_ point: PointInTime, _ times: EventTimes) throws -> Revision {
        let position = times.position
        switch point {
        case .revision(let revision):
            guard revision >= position.floor else { throw StoreError.compacted(floor: position.floor) }
            guard revision <= position.revision else {
                throw StoreError.futureRevision(asked: revision, current: position.revision)
            }
            return revision
        case .time(let time):
            if let floorTime = position.floorTime, time < floorTime {
                throw StoreError.compacted(floor: position.floor)
            }
            return try times.newest(notAfter: time)
        }
    }

    private static func rebuild(
        _ db: Database, at revision: Revision, except settled: Set<InstanceID>,
        into instances: inout [ServiceInstance], _ texts: inout DecodedTexts
    ) throws {
        let next = try RawStatement(
            db, "SELECT min(instance) FROM events INDEXED BY events_of_instance WHERE instance > ?")
        let row = try RawStatement(db, "SELECT \(EventRow.columns) FROM events WHERE revision = ?")
        let history = try InstanceHistory(db)
        var last = ""
        while true {
            // One step to each name, however many events bear it.
            try next.bind(1, last)
            guard try next.step(), let name = next.optionalText(0) else { break }
            next.reset()
            last = name
            guard !settled.contains(InstanceID(trusted: name)),
                let base = try history.base(of: name, at: revision)
            else { continue }
            instances.append(try instance(base, row, &texts))
        }
        next.reset()
    }

    private static func instance(
        _ base: InstanceHistory.Base, _ row: RawStatement, _ texts: inout DecodedTexts
    ) throws -> ServiceInstance {
        let body = try event(base.body, row, &texts)
        var instance: ServiceInstance
        switch body.kind {
        case .registered(let whole), .updated(let whole, _): instance = whole
        case .status, .deregistered, .evicted, .breaker, .policy, .selfPreservation, .started:
            throw unfit(base.body)
        }
        guard let status = base.status else { return instance }
        let change = try event(status, row, &texts)
        guard case .status(_, let to, let trigger) = change.kind else { throw unfit(status) }
        instance.status = to
        instance.lastChange = StatusChange(trigger: trigger, cause: change.cause, at: change.time)
        instance.updated = change.time
        instance.revision = change.revision
        return instance
    }

    private static func event(
        _ revision: Int64, _ row: RawStatement, _ texts: inout DecodedTexts
    ) throws -> RegistryEvent {
        defer { row.reset() }
        try row.bind(1, revision)
        guard try row.step() else { throw unfit(revision) }
        return try EventRow.read(row, &texts)
    }

    /// The index and the row disagree.
    private static func unfit(_ revision: Int64) -> StoreError {
        .corrupt(table: EventRow.table, id: String(revision), reason: "it is not of the kind its index says")
    }
}

/// All rows of `instances`, in order of their ids.
enum InstanceRows {
    static func read(_ db: Database, _ texts: inout DecodedTexts) throws -> [StoredRegistry.Item] {
        let rows = try RawStatement(db, InstanceRow.select)
        defer { rows.reset() }
        var items: [StoredRegistry.Item] = []
        while try rows.step() { items.append(try InstanceRow.read(rows, &texts)) }
        return items
    }
}
