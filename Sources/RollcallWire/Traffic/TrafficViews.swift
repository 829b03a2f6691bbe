/// What a service's instances were picked for, and how the calls went.
package struct TrafficView: Codable, Sendable, Equatable {
    package var epoch: String
    package var revision: Int64
    package var service: String
    package var policy: String
    package var total: TrafficCountsView
    package var odd: Oddities
    package var instances: [Item]

    /// Picks that were not the plain case, since the daemon first heard of the service.
    package struct Oddities: Codable, Sendable, Equatable {
        /// Calls that were told that there is nothing to pick, by why: `no_instance`, `all_tried`, `none_in_service` or
        /// `none_healthy`.
        package var refused: [String: Int64]
        /// Picks for a call that had failed elsewhere.
        package var retries: Int64
        /// Picks of an instance that could not take calls, though health was not ignored: there must be none.
        package var strays: Int64

        package init(refused: [String: Int64] = [:], retries: Int64 = 0, strays: Int64 = 0) {
            self.refused = refused
            self.retries = retries
            self.strays = strays
        }
    }

    package struct Item: Codable, Sendable, Equatable {
        package var id: String
        package var weight: Int
        /// The share of the picks that its weight asks for, and what it got, since both were counted.
        package var expectedShare: Double
        package var actualShare: Double
        package var traffic: TrafficCountsView
        /// Calls picked and not yet reported.
        package var outstanding: Int
        /// Why it cannot be picked now; absent when it can.
        package var notPickable: String?
        /// `closed`, `open` or `half_open`.
        package var breaker: String

        enum CodingKeys: String, CodingKey {
            case id, weight, traffic, outstanding, breaker
            case expectedShare = "expected_share"
            case actualShare = "actual_share"
            case notPickable = "not_pickable"
        }

        package init(
            id: String, weight: Int, expectedShare: Double, actualShare: Double, traffic: TrafficCountsView,
            outstanding: Int, notPickable: String?, breaker: String
        ) {
            self.id = id
            self.weight = weight
            self.expectedShare = expectedShare
            self.actualShare = actualShare
            self.traffic = traffic
            self.outstanding = outstanding
            self.notPickable = notPickable
            self.breaker = breaker
        }
    }

    package init(
        epoch: String, revision: Int64, service: String, policy: String, total: TrafficCountsView,
        odd: Oddities = Oddities(), instances: [Item]
    ) {
        self.epoch = epoch
        self.revision = revision
        self.service = service
        self.policy = policy
        self.total = total
        self.odd = odd
        self.instances = instances
    }
}

/// Counts since registration, rates of the last hour, latencies of the last two minutes.
package struct TrafficCountsView: Codable, Sendable, Equatable {
    package var picks: Int64
    package var probes: Int64
    package var panics: Int64
    package var successes: Int64
    package var failures: Int64
    /// Picks in each of the last 60 seconds, oldest first.
    package var perSecond: [Int]
    /// Picks in each of the last 60 minutes, oldest first.
    package var perMinute: [Int]
    package var p50Milliseconds: Double?
    package var p99Milliseconds: Double?

    enum CodingKeys: String, CodingKey {
        case picks, probes, panics, successes, failures
        case perSecond = "per_second"
        case perMinute = "per_minute"
        case p50Milliseconds = "p50_ms"
        case p99Milliseconds = "p99_ms"
    }

    package init(
        picks: Int64, probes: Int64, panics: Int64, successes: Int64, failures: Int64, perSecond: [Int],
        perMinute: [Int], p50Milliseconds: Double?, p99Milliseconds: Double?
    ) {
        self.picks = picks
        self.probes = probes
        self.panics = panics
        self.successes = successes
        self.failures = failures
        self.perSecond = perSecond
        self.perMinute = perMinute
        self.p50Milliseconds = p50Milliseconds
        self.p99Milliseconds = p99Milliseconds
    }
}

/// What another policy would have done.
package struct WhatIfView: Codable, Sendable, Equatable {
    package var epoch: String
    package var revision: Int64
    package var service: String
    package var policy: String
    /// How many calls it was tried on.
    package var keys: Int
    /// False when callers gave no keys and made-up ones were used.
    package var real: Bool
    package var shares: [Share]
    /// For policies that look at keys, once the members changed: how many of the keys that moved.
    package var moved: Int?

    package struct Share: Codable, Sendable, Equatable {
        package var id: String
        package var count: Int
        package var share: Double

        package init(id: String, count: Int, share: Double) {
            self.id = id
            self.count = count
            self.share = share
        }
    }

    package init(
        epoch: String, revision: Int64, service: String, policy: String, keys: Int, real: Bool, shares: [Share],
        moved: Int?
    ) {
        self.epoch = epoch
        self.revision = revision
        self.service = service
        self.policy = policy
        self.keys = keys
        self.real = real
        self.shares = shares
        self.moved = moved
    }
}
