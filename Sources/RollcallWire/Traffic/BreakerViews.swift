package import RollcallCore

/// The circuit breaker of an instance.
package struct BreakerView: Codable, Sendable, Equatable {
    package var instance: String
    package var service: String
    /// `closed`, `open` or `half_open`.
    package var state: String
    /// Tripped by hand.
    package var forced: Bool
    /// How often in a row it opened.
    package var openings: Int
    package var since: String?
    /// When trial calls begin; nil while it is not open, or open until it is reset.
    package var openUntil: String?
    /// Until trial calls begin; in answers about now.
    package var opensInMilliseconds: Int64?
    package var cause: String

    enum CodingKeys: String, CodingKey {
        case instance, service, state, forced, openings, since, cause
        case openUntil = "open_until"
        case opensInMilliseconds = "opens_in_ms"
    }

    package init(
        instance: String, service: String, state: String, forced: Bool, openings: Int, since: String?,
        openUntil: String?, opensInMilliseconds: Int64?, cause: String
    ) {
        self.instance = instance
        self.service = service
        self.state = state
        self.forced = forced
        self.openings = openings
        self.since = since
        self.openUntil = openUntil
        self.opensInMilliseconds = opensInMilliseconds
        self.cause = cause
    }

    /// As it stands in the history, with nothing that moves by itself.
    package init(_ record: BreakerRecord, of instance: String, in service: String) {
        self.init(
            instance: instance, service: service, state: record.state.rawValue, forced: record.isForced,
            openings: record.openings, since: record.since.description, openUntil: record.openUntil?.description,
            opensInMilliseconds: nil, cause: record.cause)
    }
}

package struct BreakerListView: Codable, Sendable, Equatable {
    package var epoch: String
    package var revision: Int64
    /// Those that are not closed first.
    package var breakers: [BreakerView]

    package init(epoch: String, revision: Int64, breakers: [BreakerView]) {
        self.epoch = epoch
        self.revision = revision
        self.breakers = breakers
    }
}

package struct BreakerAnswer: Codable, Sendable, Equatable {
    package var epoch: String
    package var revision: Int64
    package var breaker: BreakerView

    package init(epoch: String, revision: Int64, breaker: BreakerView) {
        self.epoch = epoch
        self.revision = revision
        self.breaker = breaker
    }
}

/// Opening a breaker by hand.
package struct TripBody: Codable, Sendable, Equatable {
    package var reason: String?
    /// How long; until it is reset when nil.
    package var `for`: String?
    package var expectedRevision: Int64?

    enum CodingKeys: String, CodingKey {
        case reason, `for`
        case expectedRevision = "expected_revision"
    }

    package init(reason: String? = nil, for duration: String? = nil, expectedRevision: Int64? = nil) {
        self.expectedRevision = expectedRevision
        self.reason = reason
        self.for = duration
    }
}
