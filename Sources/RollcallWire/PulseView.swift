/// Sent once a second on every watch: that the daemon lives, where it stands, and what moves without an event.
package struct PulseView: Codable, Sendable, Equatable {
    /// Breakers that are not closed; one opened by hand counts as forced only.
    package struct Breakers: Codable, Sendable, Equatable {
        package var open: Int
        package var halfOpen: Int
        package var forced: Int

        enum CodingKeys: String, CodingKey {
            case open, forced
            case halfOpen = "half_open"
        }

        package init(open: Int, halfOpen: Int, forced: Int) {
            self.open = open
            self.halfOpen = halfOpen
            self.forced = forced
        }
    }

    package struct Store: Codable, Sendable, Equatable {
        package var databaseBytes: Int64
        package var walBytes: Int64
        package var events: Int64
        /// Over the last thousand commits.
        package var commitMillisecondsP99: Double?
        /// 0 to 1.
        package var diskUsedShare: Double?

        enum CodingKeys: String, CodingKey {
            case events
            case databaseBytes = "database_bytes"
            case walBytes = "wal_bytes"
            case commitMillisecondsP99 = "commit_ms_p99"
            case diskUsedShare = "disk_used_share"
        }

        package init(
            databaseBytes: Int64, walBytes: Int64, events: Int64, commitMillisecondsP99: Double?, diskUsedShare: Double?
        ) {
            self.databaseBytes = databaseBytes
            self.walBytes = walBytes
            self.events = events
            self.commitMillisecondsP99 = commitMillisecondsP99
            self.diskUsedShare = diskUsedShare
        }
    }

    package var epoch: String
    package var revision: Int64
    package var time: String
    /// The daemon's clock that is never set, in milliseconds since an origin of its own.
    package var monotonicMilliseconds: Int64?
    package var instances: CountsView
    package var services: Int
    package var leases: StatusView.Leases
    /// Nil from daemons that do not tell, as are the next two.
    package var breakers: Breakers?
    package var store: Store?
    package var watchers: Int?
    package var selfPreservation: Bool

    enum CodingKeys: String, CodingKey {
        case epoch, revision, time, instances, services, leases, breakers, store, watchers
        case monotonicMilliseconds = "mono_ms"
        case selfPreservation = "self_preservation"
    }

    package init(
        epoch: String, revision: Int64, time: String, monotonicMilliseconds: Int64? = nil, instances: CountsView,
        services: Int, leases: StatusView.Leases, breakers: Breakers? = nil, store: Store? = nil,
        watchers: Int? = nil, selfPreservation: Bool
    ) {
        self.epoch = epoch
        self.revision = revision
        self.time = time
        self.monotonicMilliseconds = monotonicMilliseconds
        self.instances = instances
        self.services = services
        self.leases = leases
        self.breakers = breakers
        self.store = store
        self.watchers = watchers
        self.selfPreservation = selfPreservation
    }
}
