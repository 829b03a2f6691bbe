/// What a provider says about its instance when it registers: everything but what the registry itself adds.
public struct Registration: Sendable, Equatable {
    /// Chosen by the provider.
    public let id: InstanceID
    /// The name that clients discover it by.
    public let service: ServiceName
    /// Where it listens.
    public let address: Address
    /// Where it listens.
    public let port: UInt16
    /// What the provider says in its own words.
    public let metadata: Metadata
    /// Sorted, without repeats.
    public let tags: [String]
    /// Empty when the provider names none.
    public let zone: String
    /// The share of traffic relative to its neighbours; 0 takes none.
    public let weight: Int
    /// Lower is tried first.
    public let priority: Int
    /// For how long a heartbeat holds.
    public let lease: LeaseTerms
    /// What the registry checks, or is told about.
    public let checks: [HealthCheck]

    /// The weight of those that name none.
    public static let weightDefault = 1

    /// Takes values that keep to the limits.
    public init(
        id: InstanceID, service: ServiceName, address: Address, port: Int, metadata: Metadata = .empty,
        tags: [String] = [], zone: String = "", weight: Int = weightDefault, priority: Int = 0,
        lease: LeaseTerms = .standard, checks: [HealthCheck] = []
    ) throws(InvalidField) {
        guard let port = UInt16(exactly: port), port > 0 else { throw InvalidField("port", "must be from 1 to 65535") }
        guard tags.count <= InstanceLimits.tagCountMax else {
            throw InvalidField("tags", "must be at most \(InstanceLimits.tagCountMax)")
        }
        for (index, tag) in tags.enumerated() {
            try SafeText.check(tag, field: "tags[\(index)]", lengthMax: InstanceLimits.tagLengthMax)
        }
        if !zone.isEmpty { try SafeText.check(zone, field: "zone", lengthMax: InstanceLimits.zoneLengthMax) }
        guard InstanceLimits.weights.contains(weight) else {
            throw InvalidField("weight", "must be \(InstanceLimits.weights.words)")
        }
        guard InstanceLimits.priorities.contains(priority) else {
            throw InvalidField("priority", "must be \(InstanceLimits.priorities.words)")
        }
        guard checks.count <= InstanceLimits.checkCountMax else {
            throw InvalidField("checks", "must be at most \(InstanceLimits.checkCountMax)")
        }
        for (index, check) in checks.enumerated() where checks[..<index].contains(where: { $0.name == check.name }) {
            throw InvalidField("checks[\(index)].name", "is used by another check of this instance")
        }
        self.init(
            trusted: id, service: service, address: address, port: port, metadata: metadata,
            tags: Array(Set(tags)).sorted(), zone: zone, weight: weight, priority: priority, lease: lease,
            checks: checks)
    }

    /// For values that were validated before they were written, such as a database row.
    package init(
        trusted id: InstanceID, service: ServiceName, address: Address, port: UInt16, metadata: Metadata,
        tags: [String],
        zone: String, weight: Int, priority: Int, lease: LeaseTerms, checks: [HealthCheck]
    ) {
        self.id = id
        self.service = service
        self.address = address
        self.port = port
        self.metadata = metadata
        self.tags = tags
        self.zone = zone
        self.weight = weight
        self.priority = priority
        self.lease = lease
        self.checks = checks
    }

    /// The check of that name.
    public func check(named name: String) -> HealthCheck? {
        checks.first { $0.name == name }
    }
}
