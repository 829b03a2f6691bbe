package import RollcallCore

/// An instance as the API shows it. `lease.expires_in_ms` and the checks' states are there only in answers about now.
package struct InstanceView: Codable, Sendable, Equatable, Identifiable {
    package var id: String
    package var name: String
    package var address: String
    package var port: Int
    package var metadata: [String: String]
    package var tags: [String]
    package var zone: String
    package var weight: Int
    package var priority: Int
    package var lease: LeaseView
    package var checks: [CheckView]
    package var status: ServiceStatus
    /// What brought it to this status, and when.
    package var statusCause: String
    package var statusTrigger: StatusEvent?
    package var statusSince: String
    /// Status changes in the last hour.
    package var changesLastHour: Int?
    package var created: String
    package var updated: String
    package var revision: Int64

    enum CodingKeys: String, CodingKey {
        case id, name, address, port, metadata, tags, zone, weight, priority, lease, checks, status, created, updated
        case revision
        case statusCause = "status_cause"
        case statusTrigger = "status_trigger"
        case statusSince = "status_since"
        case changesLastHour = "changes_last_hour"
    }

    /// The instance as it stands in the history: nothing that moves without an event.
    package init(_ instance: ServiceInstance) {
        let registration = instance.registration
        id = registration.id.text
        name = registration.service.text
        address = registration.address.text
        port = Int(registration.port)
        metadata = registration.metadata.pairs
        tags = registration.tags
        zone = registration.zone
        weight = registration.weight
        priority = registration.priority
        lease = LeaseView(registration.lease)
        checks = registration.checks.map { CheckView(definition: CheckBody($0)) }
        status = instance.status
        statusCause = instance.lastChange.cause
        statusTrigger = instance.lastChange.trigger
        statusSince = instance.lastChange.at.description
        created = instance.created.description
        updated = instance.updated.description
        revision = instance.revision.number
    }
}

/// The lease of an instance.
package struct LeaseView: Codable, Sendable, Equatable {
    package var ttl: String
    package var evictAfter: String
    /// Until the lease runs out; negative or zero never appears, because then it has.
    package var expiresInMilliseconds: Int64?
    /// Until the instance is evicted, once its lease has run out.
    package var evictsInMilliseconds: Int64?
    package var renewed: String?

    enum CodingKeys: String, CodingKey {
        case ttl, renewed
        case evictAfter = "evict_after"
        case expiresInMilliseconds = "expires_in_ms"
        case evictsInMilliseconds = "evicts_in_ms"
    }

    package init(_ terms: LeaseTerms) {
        ttl = DurationText.format(terms.ttl)
        evictAfter = DurationText.format(terms.evictAfter)
    }

    package init(_ lease: Lease, at now: Moment) {
        self.init(lease.terms)
        let left = max(0, now.duration(to: lease.deadline).milliseconds)
        switch lease.phase {
        case .held: expiresInMilliseconds = left
        case .expired: evictsInMilliseconds = left
        }
        renewed = lease.renewed.description
    }
}

/// A check of an instance: what it does and, in answers about now, how it goes.
package struct CheckView: Codable, Sendable, Equatable {
    package var definition: CheckBody
    package var state: CheckStateView?

    package init(definition: CheckBody, state: CheckStateView? = nil) {
        self.definition = definition
        self.state = state
    }

    enum CodingKeys: String, CodingKey { case state }

    package init(from decoder: any Decoder) throws {
        definition = try CheckBody(from: decoder)
        state = try decoder.container(keyedBy: CodingKeys.self).decodeIfPresent(CheckStateView.self, forKey: .state)
    }

    package func encode(to encoder: any Encoder) throws {
        try definition.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(state, forKey: .state)
    }
}

/// How a check goes.
package struct CheckStateView: Codable, Sendable, Equatable {
    /// `unknown`, `passing` or `failing`.
    package var verdict: String
    /// Results like the last one, in a row.
    package var streak: Int
    package var last: CheckResultView?
    package var nextInMilliseconds: Int64?
    /// Only where one instance is asked for.
    package var history: CheckMarksView?

    enum CodingKeys: String, CodingKey {
        case verdict, streak, last, history
        case nextInMilliseconds = "next_in_ms"
    }

    package init(
        verdict: String, streak: Int, last: CheckResultView?, nextInMilliseconds: Int64? = nil,
        history: CheckMarksView? = nil
    ) {
        self.verdict = verdict
        self.streak = streak
        self.last = last
        self.nextInMilliseconds = nextInMilliseconds
        self.history = history
    }
}

/// One result of a check.
package struct CheckResultView: Codable, Sendable, Equatable {
    package var time: String
    package var passed: Bool
    package var tookMilliseconds: Int64
    package var cause: String

    enum CodingKeys: String, CodingKey {
        case time, passed, cause
        case tookMilliseconds = "took_ms"
    }

    package init(_ result: CheckResult) {
        time = result.at.description
        passed = result.passed
        tookMilliseconds = result.took.milliseconds
        cause = result.cause
    }
}

/// The recent results of an instance's checks.
package struct CheckHistoryView: Codable, Sendable, Equatable {
    package struct Item: Codable, Sendable, Equatable {
        package var check: CheckView
        /// Oldest first, at most 60.
        package var results: [CheckResultView]

        package init(check: CheckView, results: [CheckResultView]) {
            self.check = check
            self.results = results
        }
    }

    package var revision: Int64
    package var id: String
    package var checks: [Item]

    package init(revision: Int64, id: String, checks: [Item]) {
        self.revision = revision
        self.id = id
        self.checks = checks
    }
}
