/// How calls went, many at once.
package struct OutcomesBody: Codable, Sendable, Equatable {
    package static let countMax = 1_000

    package struct Item: Codable, Sendable, Equatable {
        package var instance: String
        /// `success`, `connect_failed`, `timeout`, `reset`, `error` or `cancelled`.
        package var result: String
        package var latencyMilliseconds: Double?
        /// What the pick answered, which ties this outcome to it; `own` where the caller picked for itself.
        package var pick: String?

        enum CodingKeys: String, CodingKey {
            case instance, result, pick
            case latencyMilliseconds = "latency_ms"
        }

        package init(instance: String, result: String, latencyMilliseconds: Double? = nil, pick: String? = nil) {
            self.instance = instance
            self.result = result
            self.latencyMilliseconds = latencyMilliseconds
            self.pick = pick
        }
    }

    package var outcomes: [Item]

    package init(outcomes: [Item]) {
        self.outcomes = outcomes
    }
}

/// What became of reported outcomes.
package struct OutcomesView: Codable, Sendable, Equatable {
    package var epoch: String
    package var revision: Int64
    package var accepted: Int
    /// Instances that the registry does not know; their outcomes were dropped.
    package var unknown: [String]

    package init(epoch: String, revision: Int64, accepted: Int, unknown: [String]) {
        self.epoch = epoch
        self.revision = revision
        self.accepted = accepted
        self.unknown = unknown
    }
}
