/// For how long a registration holds without a heartbeat, and how long after that the instance is forgotten.
public struct LeaseTerms: Sendable, Equatable {
    /// 100 ms to 24 h.
    public let ttl: Duration
    /// Zero to 30 days after the lease ran out.
    public let evictAfter: Duration

    /// 30 s.
    public static let ttlDefault = Duration.seconds(30)
    /// 5 minutes.
    public static let evictAfterDefault = Duration.seconds(300)
    /// Both defaults.
    public static let standard = LeaseTerms(trustedTTL: ttlDefault, evictAfter: evictAfterDefault)

    /// Takes terms that keep to the limits.
    public init(ttl: Duration = ttlDefault, evictAfter: Duration = evictAfterDefault) throws(InvalidField) {
        try HealthCheck.check(ttl, in: InstanceLimits.ttlMilliseconds, field: "ttl")
        try HealthCheck.check(evictAfter, in: InstanceLimits.evictAfterMilliseconds, field: "evict_after")
        self.ttl = ttl
        self.evictAfter = evictAfter
    }

    /// For terms that were validated before they were written, such as a database row.
    package init(trustedTTL ttl: Duration, evictAfter: Duration) {
        self.ttl = ttl
        self.evictAfter = evictAfter
    }
}
