import GRDB
import RollcallCore

/// Writes one batch inside the transaction of its caller.
enum BatchWriter {
    static func write(_ batch: StoreBatch, _ db: Database) throws {
        if !batch.events.isEmpty { try write(batch.events, db) }
        if !batch.instances.isEmpty { try write(batch.instances, db) }
        if !batch.renewals.isEmpty { try write(batch.renewals, db) }
        if !batch.breakers.isEmpty { try write(batch.breakers, db) }
        if !batch.policies.isEmpty { try write(batch.policies, db) }
        if !batch.totals.isEmpty { try write(batch.totals, db) }
    }

    private static func write(_ breakers: [InstanceID: BreakerRecord?], _ db: Database) throws {
        let upsert = try RawStatement(
            db, "INSERT INTO breakers (instance, body) VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body")
        let delete = try RawStatement(db, "DELETE FROM breakers WHERE instance = ?")
        for (id, breaker) in breakers.sorted(by: { $0.key < $1.key }) {
            let statement = breaker == nil ? delete : upsert
            try statement.bind(1, id.text)
            if let breaker { try statement.bind(2, BreakerText.encode(breaker)) }
            try statement.run()
        }
    }

    private static func write(_ policies: [ServiceName: ServicePolicy], _ db: Database) throws {
        let upsert = try RawStatement(
            db, "INSERT INTO policies (service, body) VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body")
        for (service, policy) in policies.sorted(by: { $0.key < $1.key }) {
            try upsert.bind(1, service.text)
            try upsert.bind(2, PolicyText.encode(policy))
            try upsert.run()
        }
    }

    /// Totals come in late: their instance may be gone.
    private static func write(_ totals: [InstanceID: TrafficTotals], _ db: Database) throws {
        let upsert = try RawStatement(
            db,
            """
            INSERT INTO totals (instance, body) SELECT id, ? FROM instances WHERE id = ?
            ON CONFLICT DO UPDATE SET body = excluded.body
            """)
        for (id, totals) in totals.sorted(by: { $0.key < $1.key }) {
            try upsert.bind(1, TotalsText.encode(totals))
            try upsert.bind(2, id.text)
            try upsert.run()
        }
    }

    private static func write(_ events: [RegistryEvent], _ db: Database) throws {
        let insert = try RawStatement(db, EventRow.insert)
        var revision = try RegistryPosition.read(db).revision
        for event in events {
            guard event.revision == revision.next else {
                throw StoreError.corrupt(
                    table: EventRow.table, id: "\(event.revision)", reason: "it does not follow \(revision)")
            }
            revision = event.revision
            try EventRow.write(event, insert)
        }
        let advance = try RawStatement(db, "UPDATE registry SET revision = ?")
        try advance.bind(1, revision.number)
        try advance.run()
    }

    /// In order of their ids, so that neighbours on a page are written together.
    private static func write(_ instances: [InstanceID: ServiceInstance?], _ db: Database) throws {
        let upsert = try RawStatement(db, InstanceRow.upsert)
        let delete = try RawStatement(db, "DELETE FROM instances WHERE id = ?")
        for (id, instance) in instances.sorted(by: { $0.key < $1.key }) {
            if let instance {
                try InstanceRow.write(instance, upsert)
            } else {
                try delete.bind(1, id.text)
                try delete.run()
            }
        }
    }

    private static func write(_ renewals: [(id: InstanceID, renewed: WallTime)], _ db: Database) throws {
        let update = try RawStatement(db, "UPDATE instances SET renewed_ms = ? WHERE id = ?")
        for (id, renewed) in renewals.sorted(by: { $0.id < $1.id }) {
            try update.bind(1, renewed.milliseconds)
            try update.bind(2, id.text)
            try update.run()
        }
    }
}
