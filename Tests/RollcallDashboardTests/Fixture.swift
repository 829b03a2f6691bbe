import Foundation
import RollcallCore
import RollcallDashboard
import RollcallWire

/// A small registry to look at, on 22 November 2026 at 23:14:37 UTC.
enum Fixture {
    static let start = Moment(nanoseconds: 1_000_000_000_000)
    static let wallTime = WallTime(milliseconds: 1_795_389_277_000)

    static func instance(
        _ id: String, _ service: String, _ status: ServiceStatus = .up, address: String = "10.0.3.11",
        cause: String = "registered", secondsAgo: Int64 = 124, leaseLeft: Int64? = 9_200, check: String? = nil
    ) throws -> InstanceView {
        let since = wallTime.advanced(by: .seconds(-secondsAgo)).description
        let json = """
            {"port": 8080, "metadata": {}, "tags": [], "zone": "", "weight": 10, "priority": 0,
             "lease": {"ttl": "15s", "evict_after": "1m"}, "checks": [], "status": "\(status.rawValue)",
             "id": "", "name": "", "address": "", "status_cause": "", "status_since": "\(since)",
             "created": "\(since)", "updated": "\(since)", "revision": 1}
            """
        var view = try JSONDecoder().decode(InstanceView.self, from: Data(json.utf8))
        view.id = id
        view.name = service
        view.address = address
        view.statusCause = cause
        view.lease.expiresInMilliseconds = leaseLeft
        if let check {
            var body = CheckBody(name: "health", type: "http")
            body.path = "/healthz"
            body.interval = "10s"
            body.timeout = "2s"
            let isPassing = status == .up
            let last = try JSONDecoder().decode(
                CheckResultView.self,
                from: Data(#"{"time": "\#(since)", "passed": \#(isPassing), "took_ms": 12, "cause": ""}"#.utf8))
            var state = CheckStateView(verdict: isPassing ? "passing" : "failing", streak: 3, last: last)
            state.last?.cause = "GET http://\(address):8080/healthz → \(check)"
            view.checks = [CheckView(definition: body, state: state)]
        }
        return view
    }

    static func instances() throws -> [InstanceView] {
        var detailed = try instance(
            "i-80c1", "checkout-api", .down, address: "10.0.3.13",
            cause: "GET http://10.0.3.13:8080/healthz → no answer within 2s, 3rd failure in a row", leaseLeft: 3_100,
            check: "no answer within 2s")
        detailed.zone = "eu-1a"
        detailed.metadata = ["version": "4.12.0-rc1", "build": "9f31c0d", "note": "\u{1B}]0;pwn\u{7} hello"]
        detailed.tags = ["blue", "canary"]
        return [
            try instance(
                "i-7f3a", "checkout-api", .down, cause: "503 in 142ms, 3rd failure in a row", check: "503 in 142ms"),
            detailed,
            try instance("i-7e01", "checkout-api", address: "10.0.3.20", leaseLeft: 14_000, check: "200 in 12ms"),
            try instance("i-7e02", "checkout-api", .starting, address: "2001:db8::21", secondsAgo: 3),
            try instance("i-02", "legacy-soap", .down, cause: "lease 15s ran out", secondsAgo: 2_460, leaseLeft: nil),
            try instance("i-9e9e", "billing", .outOfService, address: "billing-1.internal", cause: "drained by ops"),
            try instance("i-9e9f", "billing", address: "billing-2.internal"),
            try instance("東-1", "東京-edge", address: "10.1.0.1"),
            try instance("i-aa01", "search", address: "10.2.0.1", secondsAgo: 600_000),
        ]
    }

    static func event(
        _ revision: Int64, _ kind: EventKind, _ service: String? = nil, _ instance: String? = nil, cause: String,
        secondsAgo: Int64 = 0
    ) -> EventView {
        let event = RegistryEvent(
            revision: Revision(revision), time: wallTime.advanced(by: .seconds(-secondsAgo)),
            kind: kind == .selfPreservation ? .selfPreservation(isActive: true) : .deregistered, cause: cause)
        var view = EventView(event)
        view.kind = kind.rawValue
        view.service = service
        view.instance = instance
        return view
    }

    static func status(
        _ revision: Int64, _ service: String, _ instance: String, _ from: ServiceStatus, _ to: ServiceStatus,
        on trigger: StatusEvent = .healthCheckFail, cause: String, secondsAgo: Int64 = 0
    ) -> EventView {
        var view = event(revision, .status, service, instance, cause: cause, secondsAgo: secondsAgo)
        view.from = from
        view.to = to
        view.on = trigger
        return view
    }

    static var events: [EventView] {
        [
            event(918_210, .started, cause: "started after 4.1s", secondsAgo: 9_000),
            status(
                918_211, "legacy-soap", "i-02", .up, .down, on: .leaseExpired, cause: "lease 15s ran out",
                secondsAgo: 2_460),
            event(918_212, .registered, "billing", "i-9e9f", cause: "registered", secondsAgo: 600),
            status(
                918_213, "billing", "i-9e9e", .up, .outOfService, on: .gracefulShutdown, cause: "drained by ops",
                secondsAgo: 124),
            event(918_214, .evicted, "mailer", "i-0b77", cause: "not renewed for 2m 05s", secondsAgo: 130),
            status(
                918_215, "checkout-api", "i-80c1", .up, .down,
                cause: "GET http://10.0.3.13:8080/healthz → no answer within 2s, 3rd failure in a row", secondsAgo: 124),
        ]
    }

    static func pulse(revision: Int64 = 918_223, selfPreservation: Bool = false) -> PulseView {
        PulseView(
            epoch: "e1", revision: revision, time: wallTime.description, instances: CountsView(StatusCounts()),
            services: 5, leases: StatusView.Leases(held: 8, expired: 1), selfPreservation: selfPreservation)
    }

    static func list(_ instances: [InstanceView], revision: Int64 = 918_223) -> InstanceListView {
        InstanceListView(epoch: "e1", revision: revision, instances: instances)
    }

    /// A model that has just heard of the registry.
    static func model(
        size: Size = Size(columns: 80, rows: 24), options: DashboardOptions = DashboardOptions()
    ) throws -> DashboardModel {
        var model = DashboardModel(url: "http://127.0.0.1:7420", options: options)
        model.send(.resize(size))
        model.send(.link(.connected))
        model.send(.snapshot(list(try instances()), services: [], events: events))
        model.send(.pulse(pulse()))
        model.send(.tick(wallTime))
        return model
    }
}

extension DashboardModel {
    @discardableResult
    mutating func send(_ message: Message, after seconds: Double = 0) -> [Command] {
        update(message, at: Fixture.start.advanced(by: .milliseconds(Int64(seconds * 1_000))))
    }

    @discardableResult
    mutating func press(_ keys: Key...) -> [Command] {
        keys.flatMap { send(.key($0)) }
    }
}
