/// How calls to a service are balanced: as it is set, where what is nil takes its default, and as it is shown, complete.
package struct PolicyBody: Codable, Sendable, Equatable {
    package var policy: String?
    package var zonePreference: Bool?
    package var slowStart: String?
    package var panicThreshold: Double?
    package var ejectionShare: Double?
    package var breaker: BreakerSettingsBody?

    enum CodingKeys: String, CodingKey {
        case policy, breaker
        case zonePreference = "zone_preference"
        case slowStart = "slow_start"
        case panicThreshold = "panic_threshold"
        case ejectionShare = "ejection_share"
    }

    package init(policy: String? = nil) {
        self.policy = policy
    }
}

/// When the breakers of a service open and close.
package struct BreakerSettingsBody: Codable, Sendable, Equatable {
    package var enabled: Bool?
    package var consecutiveFailures: Int?
    package var failureRate: Double?
    package var slowCallRate: Double?
    package var slowCall: String?
    package var windowSize: Int?
    package var minimumCalls: Int?
    package var probeCountMax: Int?
    package var successesToClose: Int?
    package var probeTimeout: String?
    package var openBase: String?
    package var openMax: String?
    package var jitter: Double?
    package var forgetAfter: String?

    enum CodingKeys: String, CodingKey {
        case enabled, jitter
        case consecutiveFailures = "consecutive_failures"
        case failureRate = "failure_rate"
        case slowCallRate = "slow_call_rate"
        case slowCall = "slow_call"
        case windowSize = "window_size"
        case minimumCalls = "minimum_calls"
        case probeCountMax = "probe_count_max"
        case successesToClose = "successes_to_close"
        case probeTimeout = "probe_timeout"
        case openBase = "open_base"
        case openMax = "open_max"
        case forgetAfter = "forget_after"
    }

    package init() {}
}

/// The policy of a service.
package struct PolicyAnswer: Codable, Sendable, Equatable {
    package var epoch: String
    package var revision: Int64
    package var service: String
    /// False while the service goes by the defaults.
    package var isSet: Bool
    /// How many instances the service has, of every status; nil from a daemon that does not tell.
    package var instances: Int?
    package var policy: PolicyBody

    enum CodingKeys: String, CodingKey {
        case epoch, revision, service, policy, instances
        case isSet = "is_set"
    }

    package init(
        epoch: String, revision: Int64, service: String, isSet: Bool, instances: Int? = nil, policy: PolicyBody
    ) {
        self.epoch = epoch
        self.revision = revision
        self.service = service
        self.isSet = isSet
        self.instances = instances
        self.policy = policy
    }
}
