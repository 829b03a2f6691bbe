/// How the daemon itself is.
package struct StatusView: Codable, Sendable, Equatable {
    package struct Database: Codable, Sendable, Equatable {
        package var path: String
        package var bytes: Int64
        package var walBytes: Int64
        package var events: Int64
        package var durability: String
        package var sqlite: String?

        enum CodingKeys: String, CodingKey {
            case path, bytes, events, durability, sqlite
            case walBytes = "wal_bytes"
        }

        package init(
            path: String, bytes: Int64, walBytes: Int64, events: Int64, durability: String, sqlite: String? = nil
        ) {
            self.path = path
            self.bytes = bytes
            self.walBytes = walBytes
            self.events = events
            self.durability = durability
            self.sqlite = sqlite
        }
    }

    package struct Checks: Codable, Sendable, Equatable {
        package var scheduled: Int
        package var inFlight: Int
        package var probes: Int64
        /// How late probes began, over the last thousand.
        package var latenessMillisecondsP99: Double?

        enum CodingKeys: String, CodingKey {
            case scheduled, probes
            case inFlight = "in_flight"
            case latenessMillisecondsP99 = "lateness_ms_p99"
        }

        package init(scheduled: Int, inFlight: Int, probes: Int64, latenessMillisecondsP99: Double?) {
            self.scheduled = scheduled
            self.inFlight = inFlight
            self.probes = probes
            self.latenessMillisecondsP99 = latenessMillisecondsP99
        }
    }

    package struct Leases: Codable, Sendable, Equatable {
        package var held: Int
        package var expired: Int
        /// With less than 5 s and less than 15 s left. Nil from daemons that do not tell, as are the next two.
        package var under5s: Int?
        package var under15s: Int?
        package var renewalsPerSecond: Double?
        package var expiredLastHour: Int?

        enum CodingKeys: String, CodingKey {
            case held, expired
            case under5s = "under_5s"
            case under15s = "under_15s"
            case renewalsPerSecond = "renewals_per_second"
            case expiredLastHour = "expired_last_hour"
        }

        package init(held: Int, expired: Int) {
            self.held = held
            self.expired = expired
        }
    }

    package var version: String
    package var epoch: String
    package var revision: Int64
    package var floor: Int64
    package var started: String
    package var time: String
    package var uptimeMilliseconds: Int64
    package var pid: Int32
    package var instances: CountsView
    package var services: Int
    package var leases: Leases
    package var watchers: Int
    package var waitingCommands: Int
    package var selfPreservation: Bool
    package var residentBytes: Int64?
    package var database: Database
    package var checks: Checks

    enum CodingKeys: String, CodingKey {
        case version, epoch, revision, floor, started, time, pid, instances, services, leases, watchers, database,
            checks
        case uptimeMilliseconds = "uptime_ms"
        case waitingCommands = "waiting_commands"
        case selfPreservation = "self_preservation"
        case residentBytes = "resident_bytes"
    }

    package init(
        version: String, epoch: String, revision: Int64, floor: Int64, started: String, time: String,
        uptimeMilliseconds: Int64, pid: Int32, instances: CountsView, services: Int, leases: Leases, watchers: Int,
        waitingCommands: Int, selfPreservation: Bool, residentBytes: Int64?, database: Database, checks: Checks
    ) {
        self.version = version
        self.epoch = epoch
        self.revision = revision
        self.floor = floor
        self.started = started
        self.time = time
        self.uptimeMilliseconds = uptimeMilliseconds
        self.pid = pid
        self.instances = instances
        self.services = services
        self.leases = leases
        self.watchers = watchers
        self.waitingCommands = waitingCommands
        self.selfPreservation = selfPreservation
        self.residentBytes = residentBytes
        self.database = database
        self.checks = checks
    }
}
