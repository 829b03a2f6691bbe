/// The answer to a heartbeat.
package struct HeartbeatView: Codable, Sendable, Equatable {
    package var id: String
    package var revision: Int64
    package var status: String
    package var ttl: String
    package var expiresInMilliseconds: Int64

    enum CodingKeys: String, CodingKey {
        case id, revision, status, ttl
        case expiresInMilliseconds = "expires_in_ms"
    }

    package init(id: String, revision: Int64, status: String, ttl: String, expiresInMilliseconds: Int64) {
        self.id = id
        self.revision = revision
        self.status = status
        self.ttl = ttl
        self.expiresInMilliseconds = expiresInMilliseconds
    }
}

/// Heartbeats of many instances at once.
package struct HeartbeatsBody: Codable, Sendable, Equatable {
    package static let countMax = 1_000
    package var ids: [String]

    package init(ids: [String]) {
        self.ids = ids
    }
}

/// An answer for each id, in the order they were asked.
package struct HeartbeatsView: Codable, Sendable, Equatable {
    package struct Item: Codable, Sendable, Equatable {
        package var id: String
        package var expiresInMilliseconds: Int64?
        /// Why this one was not renewed.
        package var problem: ProblemView?

        enum CodingKeys: String, CodingKey {
            case id, problem
            case expiresInMilliseconds = "expires_in_ms"
        }

        package init(id: String, expiresInMilliseconds: Int64? = nil, problem: ProblemView? = nil) {
            self.id = id
            self.expiresInMilliseconds = expiresInMilliseconds
            self.problem = problem
        }
    }

    package var revision: Int64
    package var results: [Item]

    package init(revision: Int64, results: [Item]) {
        self.revision = revision
        self.results = results
    }
}

/// A report of a TTL check by the service itself.
package struct CheckReportBody: Codable, Sendable, Equatable {
    /// `pass` or `fail`.
    package var status: String
    /// What the service has to say about it, at most 256 bytes.
    package var output: String?

    package init(status: String, output: String? = nil) {
        self.status = status
        self.output = output
    }
}
