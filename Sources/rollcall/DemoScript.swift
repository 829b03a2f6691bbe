import RollcallCore
import RollcallWire

/// The demo's services and the lives they live, as data.
///
/// Every life repeats after `period`; within it each row of δ comes up at least once:
///
/// | from           | event             | to             | who                                        |
/// |----------------|-------------------|----------------|--------------------------------------------|
/// | UP             | health_check_fail | DOWN           | orders-1, orders-3 (flapping), search-1    |
/// | UP             | graceful_shutdown | OUT_OF_SERVICE | billing-1                                  |
/// | UP             | lease_expired     | DOWN           | mail-1, which has no check to notice first |
/// | DOWN           | health_check_pass | UP             | orders-1, orders-3, mail-1                 |
/// | DOWN           | graceful_shutdown | OUT_OF_SERVICE | search-1                                   |
/// | STARTING       | ready             | UP             | everybody with checks                      |
/// | STARTING       | graceful_shutdown | OUT_OF_SERVICE | billing-2                                  |
/// | STARTING       | lease_expired     | DOWN           | reports-1, which never becomes healthy     |
/// | OUT_OF_SERVICE | resume            | STARTING       | billing-1, billing-2, search-1             |
///
/// At most four leases run out within a minute: five would set off self-preservation, and nothing would be evicted.
struct DemoScript: Sendable {
    enum Act: Sendable, Equatable {
        /// Listens, registers and renews.
        case start
        case behave(DemoServer.Mood)
        case drain(String)
        case resume(String)
        /// Neither listens nor renews, and tells nobody.
        case crash
        /// Listens, but forgets to renew.
        case forget
        case remember
        /// Drains, deregisters and is gone, as a deployment does it.
        case leave
    }

    struct Step: Sendable, Equatable {
        let second: Double
        let act: Act
    }

    let id: String
    let service: String
    let zone: String
    var check: Check = .http
    var weight = 1
    let steps: [Step]

    enum Check: Sendable { case http, selfReported, none }

    static let period = 90.0
    static let ttl = Duration.seconds(6)

    static let all: [DemoScript] = [
        DemoScript("web-1", "web", "eu-1a", weight: 2, [(0, .start)]),
        DemoScript("web-2", "web", "eu-1b", [(1, .start)]),
        DemoScript(
            "orders-1", "orders", "eu-1a",
            [
                (0, .behave(.failing)), (0, .start), (8, .behave(.healthy)), (30, .behave(.failing)),
                (38, .behave(.healthy)), (82, .leave),
            ]),
        DemoScript("orders-2", "orders", "eu-1b", [(2, .start), (25, .crash), (58, .start)]),
        DemoScript(
            "orders-3", "orders", "eu-1b",
            [(0, .start)]
                + (0..<6).flatMap { cycle in
                    let start = 14 + Double(cycle) * 12
                    return [(start, DemoScript.Act.behave(.failing)), (start + 5, .behave(.healthy))]
                }),
        DemoScript(
            "billing-1", "billing", "eu-1a",
            [(1, .start), (20, .drain("a new version is rolled out")), (34, .resume("the new version is there"))]),
        DemoScript(
            "billing-2", "billing", "eu-1b",
            [
                (2, .behave(.failing)), (2, .start), (9, .drain("taken back before it was ready")),
                (15, .behave(.healthy)), (24, .resume("the cause was found")), (84, .leave),
            ]),
        DemoScript(
            "search-1", "search", "eu-1a",
            [
                (0, .start), (16, .behave(.hanging)), (26, .drain("its index is rebuilt")), (36, .behave(.healthy)),
                (42, .resume("the index is there")),
            ]),
        DemoScript("search-2", "search", "eu-1b", weight: 3, [(3, .start)]),
        DemoScript("mail-1", "mail", "eu-1a", check: .none, [(1, .start), (12, .forget), (24, .remember)]),
        DemoScript("mail-2", "mail", "eu-1b", check: .none, [(2, .start)]),
        DemoScript("reports-1", "reports", "eu-1b", [(3, .behave(.failing)), (3, .start), (7, .crash)]),
        DemoScript("auth-1", "auth", "eu-1a", check: .selfReported, [(2, .start)]),
    ]

    private init(
        _ id: String, _ service: String, _ zone: String, check: Check = .http, weight: Int = 1,
        _ steps: [(Double, Act)]
    ) {
        self.id = id
        self.service = service
        self.zone = zone
        self.check = check
        self.weight = weight
        self.steps = steps.map { Step(second: $0.0, act: $0.1) }
    }

    /// What it registers when it listens on `port`.
    func registration(port: Int) -> InstanceBody {
        var body = InstanceBody(name: service, address: "127.0.0.1", port: port)
        body.zone = zone
        body.weight = weight
        body.metadata = ["version": "1.4.2", "owner": service]
        body.tags = id.hasSuffix("-1") ? ["demo", "primary"] : ["demo"]
        body.lease = LeaseBody(ttl: DurationText.format(Self.ttl), evictAfter: "10s")
        switch check {
        case .none: body.checks = nil
        case .selfReported:
            var check = CheckBody(name: Self.reportedCheck, type: "ttl")
            check.ttl = "10s"
            body.checks = [check]
        case .http:
            var check = CheckBody(name: "health", type: "http")
            check.path = "/health"
            check.interval = "1s"
            check.timeout = "500ms"
            check.rise = 2
            check.fall = 2
            body.checks = [check]
        }
        return body
    }

    static let reportedCheck = "self"
}
