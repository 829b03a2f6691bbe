package import RollcallCore

/// What the wire says, back as the domain's own values. Each refuses what does not fit, naming the field: an answer of
/// a stranger must not become an instance.
extension ServiceInstance {
    package init(_ view: InstanceView) throws(InvalidField) {
        self.init(
            try Registration(view), status: view.status,
            lastChange: StatusChange(
                trigger: view.statusTrigger, cause: view.statusCause,
                at: try WallTime(view.statusSince, field: "status_since")),
            created: try WallTime(view.created, field: "created"),
            updated: try WallTime(view.updated, field: "updated"), revision: Revision(view.revision))
    }
}

extension Registration {
    package init(_ view: InstanceView) throws(InvalidField) {
        try self.init(
            id: InstanceID(view.id), service: ServiceName(view.name), address: Address(view.address), port: view.port,
            metadata: Metadata(view.metadata), tags: view.tags, zone: view.zone, weight: view.weight,
            priority: view.priority,
            lease: LeaseBody(ttl: view.lease.ttl, evictAfter: view.lease.evictAfter).validated(.standard),
            checks: view.checks.map(\.definition).validated())
    }
}

extension InstanceBody {
    /// `registration` as its provider sends it.
    package init(_ registration: Registration, initialStatus: ServiceStatus? = nil) {
        self.init(
            name: registration.service.text, address: registration.address.text, port: Int(registration.port))
        metadata = registration.metadata.pairs
        tags = registration.tags
        zone = registration.zone
        weight = registration.weight
        priority = registration.priority
        lease = LeaseBody(registration.lease)
        checks = registration.checks.map { CheckBody($0) }
        status = initialStatus?.rawValue
    }
}

extension LeaseBody {
    package init(_ terms: LeaseTerms) {
        self.init(ttl: DurationText.format(terms.ttl), evictAfter: DurationText.format(terms.evictAfter))
    }
}

extension PatchBody {
    package init(_ patch: InstancePatch, expected: Revision?) {
        self.init()
        address = patch.address?.text
        port = patch.port
        metadata = patch.metadata.isEmpty ? nil : patch.metadata
        tags = patch.tags
        zone = patch.zone
        weight = patch.weight
        priority = patch.priority
        lease = patch.lease.map { LeaseBody($0) }
        checks = patch.checks.map { $0.map { CheckBody($0) } }
        expectedRevision = expected?.number
    }
}

extension WallTime {
    init(_ text: String, field: String) throws(InvalidField) {
        guard let time = WallTime(rfc3339: text) else { throw InvalidField(field, "must be an RFC 3339 time") }
        self = time
    }
}
