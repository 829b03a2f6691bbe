import RollcallCore

/// Registrations and instances for tests.
enum Samples {
    static func registration(
        _ id: String, address: String = "10.0.0.7", port: Int = 8080, lease: LeaseTerms = .standard,
        _ checks: [HealthCheck]
    ) throws -> Registration {
        try Registration(
            id: InstanceID(id), service: ServiceName("web"), address: Address(address), port: port, lease: lease,
            checks: checks)
    }

    static func instance(
        _ registration: Registration, revision: Int64 = 1, status: ServiceStatus = .starting, at time: WallTime,
        trigger: StatusEvent? = nil
    ) -> ServiceInstance {
        ServiceInstance(
            registration, status: status, lastChange: StatusChange(trigger: trigger, cause: "test", at: time),
            created: WallTime(milliseconds: 0), updated: time, revision: Revision(revision))
    }

    static func tcp(
        _ name: String = "tcp", every interval: Duration = .seconds(10), timeout: Duration = .seconds(2), rise: Int = 1,
        fall: Int = 3, delay: Duration = .zero
    ) throws -> HealthCheck {
        try HealthCheck(
            name: name, kind: .tcp, interval: interval, timeout: timeout, rise: rise, fall: fall, initialDelay: delay)
    }

    static func ttl(_ name: String = "beat", _ ttl: Duration = .seconds(10), fall: Int = 1) throws -> HealthCheck {
        try HealthCheck(name: name, kind: .ttl(ttl), fall: fall)
    }
}
