package import RollcallCore

/// A registration as a provider sends it.
package struct InstanceBody: Codable, Sendable, Equatable {
    package var name: String
    package var address: String
    package var port: Int
    package var metadata: [String: String]?
    package var tags: [String]?
    package var zone: String?
    package var weight: Int?
    package var priority: Int?
    package var lease: LeaseBody?
    package var checks: [CheckBody]?
    /// The status to begin with; counts when the instance is created and never again.
    package var status: String?

    package init(name: String, address: String, port: Int) {
        self.name = name
        self.address = address
        self.port = port
    }

    /// The registration of `id` this body asks for, and the status to begin with.
    package func validated(_ id: InstanceID) throws(InvalidField) -> (Registration, ServiceStatus?) {
        let registration = try Registration(
            id: id, service: ServiceName(name), address: Address(address), port: port,
            metadata: Metadata(metadata ?? [:]), tags: tags ?? [], zone: zone ?? "",
            weight: weight ?? Registration.weightDefault, priority: priority ?? 0,
            lease: lease?.validated(.standard) ?? .standard, checks: checks?.validated() ?? [])
        guard let status else { return (registration, nil) }
        guard let initial = ServiceStatus(rawValue: status) else {
            throw InvalidField("status", "must be UP, DOWN, STARTING or OUT_OF_SERVICE")
        }
        return (registration, initial)
    }
}

/// A change of some parts of an instance.
package struct PatchBody: Codable, Sendable, Equatable {
    package var address: String?
    package var port: Int?
    /// Laid over what is there; null removes a key.
    package var metadata: [String: String?]?
    package var tags: [String]?
    package var zone: String?
    package var weight: Int?
    package var priority: Int?
    package var lease: LeaseBody?
    package var checks: [CheckBody]?
    /// Refuses the change when the instance is at another revision.
    package var expectedRevision: Int64?

    package init() {}

    enum CodingKeys: String, CodingKey {
        case address, port, metadata, tags, zone, weight, priority, lease, checks
        case expectedRevision = "expected_revision"
    }

    /// The patch this body asks for; terms of the lease that it leaves out stay as they are in `present`.
    package func validated(_ present: LeaseTerms) throws(InvalidField) -> InstancePatch {
        var patch = InstancePatch()
        if let address { patch.address = try Address(address) }
        patch.port = port
        patch.metadata = metadata ?? [:]
        patch.tags = tags
        patch.zone = zone
        patch.weight = weight
        patch.priority = priority
        patch.lease = try lease?.validated(present)
        patch.checks = try checks?.validated()
        return patch
    }
}

/// The terms of a lease.
package struct LeaseBody: Codable, Sendable, Equatable {
    package var ttl: String?
    package var evictAfter: String?

    package init(ttl: String? = nil, evictAfter: String? = nil) {
        self.ttl = ttl
        self.evictAfter = evictAfter
    }

    enum CodingKeys: String, CodingKey {
        case ttl
        case evictAfter = "evict_after"
    }

    func validated(_ standard: LeaseTerms) throws(InvalidField) -> LeaseTerms {
        do throws(InvalidField) {
            return try LeaseTerms(
                ttl: DurationText.field("ttl", ttl) ?? standard.ttl,
                evictAfter: DurationText.field("evict_after", evictAfter) ?? standard.evictAfter)
        } catch { throw error.within("lease") }
    }
}

extension [CheckBody] {
    func validated() throws(InvalidField) -> [HealthCheck] {
        var checks: [HealthCheck] = []
        for (index, body) in enumerated() {
            do throws(InvalidField) { checks.append(try body.validated()) } catch {
                throw error.within("checks[\(index)]")
            }
        }
        return checks
    }
}
