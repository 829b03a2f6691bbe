package import RollcallCore

/// Registrations that tests start from.
package enum Sample {
    package static func registration(
        _ id: String = "orders-1", service: String = "orders", port: Int = 8081, metadata: [String: String] = [:],
        ttl: Duration = .seconds(10), evictAfter: Duration = .seconds(60), checks: [HealthCheck] = []
    ) throws -> Registration {
        try Registration(
            id: InstanceID(id), service: ServiceName(service), address: Address("127.0.0.1"), port: port,
            metadata: Metadata(metadata), lease: LeaseTerms(ttl: ttl, evictAfter: evictAfter), checks: checks)
    }

    package static func check(_ name: String = "http") throws -> HealthCheck {
        try HealthCheck(name: name, kind: .tcp)
    }
}
