import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallWire

struct Policy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show how calls to a service are balanced, or change it.",
        discussion: """
            rollcall policy orders
            rollcall policy orders --set maglev --slow-start 30s

            rollcall policy orders --reset

            What is not named stays as it is, or with --reset takes its default. A policy may be set before the service \
            has instances.

            \(Failure.help)
            """)

    @OptionGroup var service: ServiceArgument
    @Option(help: "The balancing policy.") var set: BalancingPolicy?
    @Flag(inversion: .prefixedNo, help: "Whether a caller's own zone comes first.") var zonePreference: Bool?
    @Option(help: "How long an instance that just came up takes less than its share, as in 30s; 0s for not at all.")
    var slowStart: String?
    @Option(help: "Below this share of pickable instances health is ignored, from 0 to 1.") var panicThreshold: Double?
    @Option(help: "At most this share of the instances is kept out by breakers at once, from 0 to 1.")
    var ejectionShare: Double?
    @Flag(help: "Begin from the defaults instead of what is set.") var reset = false
    @OptionGroup var breaker: BreakerOptions
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        try Self.check(panicThreshold, "panic-threshold")
        try Self.check(ejectionShare, "ejection-share")
    }

    /// What is no number cannot even be sent; whether it is in range the registry says.
    static func check(_ share: Double?, _ option: String) throws {
        guard share?.isFinite ?? true else { throw ValidationError("--\(option) takes a number, as in 0.5.") }
    }

    func run() async throws {
        let answer = try await connection.withRegistry { registry in
            let present = try await registry.policy(service.service)
            let wanted = changed(reset ? PolicyBody(.standard) : present.policy)
            if let failure = breaker.contradiction(wanted.breaker) { throw failure }
            return wanted == present.policy ? present : try await registry.setPolicy(service.service, wanted)
        }
        try output.print(answer) { Self.listing(answer).lines(width: $0, $1).dropFirst().map { $0 } }
    }

    /// `present` with what the flags name laid over it.
    func changed(_ present: PolicyBody) -> PolicyBody {
        var body = present
        if let set { body.policy = set.rawValue }
        if let zonePreference { body.zonePreference = zonePreference }
        if let slowStart { body.slowStart = slowStart }
        if let panicThreshold { body.panicThreshold = panicThreshold }
        if let ejectionShare { body.ejectionShare = ejectionShare }
        body.breaker = breaker.changed(present.breaker ?? BreakerSettingsBody())
        return body
    }

    static func listing(_ answer: PolicyAnswer) -> Listing {
        let policy = answer.policy
        var listing = Listing([.init(""), .init("", widthMin: 20)])
        func add(_ title: String, _ text: String?) {
            listing.add([.init(title, .faint), .init(text ?? "-")])
        }
        add("service", answer.service + (answer.isSet ? "" : " (never set: the defaults)"))
        if answer.instances == 0 { add("", "no instance of it is registered; the policy holds when one is") }
        add("policy", policy.policy)
        add("zone preference", policy.zonePreference.map { $0 ? "on" : "off" })
        add("slow start", policy.slowStart)
        add("panic threshold", policy.panicThreshold.map { "\($0)" })
        add("ejection share", policy.ejectionShare.map { "\($0)" })
        guard let breaker = policy.breaker else { return listing }
        guard breaker.enabled ?? true else {
            add("breakers", "open by hand only")
            return listing
        }
        add(
            "breaker opens after",
            "\(breaker.consecutiveFailures ?? 0) failures in a row, or \(breaker.failureRate ?? 0) failed or "
                + "\(breaker.slowCallRate ?? 0) slow of the last \(breaker.windowSize ?? 0)")
        add("", "slow from \(breaker.slowCall ?? "-"), shares from \(breaker.minimumCalls ?? 0) calls on")
        add(
            "stays open",
            "\(breaker.openBase ?? "-"), doubling to \(breaker.openMax ?? "-"), jitter \(breaker.jitter ?? 0)")
        add(
            "closes after",
            "\(breaker.successesToClose ?? 0) successes of at most \(breaker.probeCountMax ?? 0) trial calls at once, each within "
                + (breaker.probeTimeout ?? "-"))
        return listing
    }
}

/// What a policy says of its breakers.
struct BreakerOptions: ParsableArguments {
    @Flag(inversion: .prefixedNo, help: "Whether breakers open by themselves.") var breakers: Bool?
    @Option(help: ArgumentHelp("Failures in a row that open a breaker.", valueName: "count"))
    var failures: Int?
    @Option(help: ArgumentHelp("The share of failed calls that opens it, from 0.01 to 1.", valueName: "share"))
    var failureRate: Double?
    @Option(help: ArgumentHelp("The share of slow calls that opens it, from 0.01 to 1.", valueName: "share"))
    var slowRate: Double?
    @Option(help: ArgumentHelp("What counts as slow, as in 2s.", valueName: "duration")) var slowCall: String?
    @Option(help: ArgumentHelp("How long it stays open the first time, as in 30s.", valueName: "duration"))
    var open: String?
    @Option(help: ArgumentHelp("How long it stays open at most.", valueName: "duration")) var openMax: String?
    @Option(help: ArgumentHelp("Trial calls at once.", valueName: "count")) var probes: Int?

    func validate() throws {
        try Policy.check(failureRate, "failure-rate")
        try Policy.check(slowRate, "slow-rate")
    }

    /// What is wrong with the options only because of what is set already.
    func contradiction(_ wanted: BreakerSettingsBody?) -> Failure? {
        guard let open, openMax == nil, let longest = wanted?.openMax, let first = DurationText.parse(open),
            let limit = DurationText.parse(longest), first > limit
        else { return nil }
        return Failure(
            "--open \(SafeText.escaped(open, countMax: 40)) is longer than a breaker of this service may stay open, \(longest)",
            hint: "Give --open-max too.", .usage)
    }

    func changed(_ present: BreakerSettingsBody) -> BreakerSettingsBody {
        var body = present
        if let breakers { body.enabled = breakers }
        if let failures { body.consecutiveFailures = failures }
        if let failureRate { body.failureRate = failureRate }
        if let slowRate { body.slowCallRate = slowRate }
        if let slowCall { body.slowCall = slowCall }
        if let open { body.openBase = open }
        if let openMax { body.openMax = openMax }
        if let probes { body.probeCountMax = probes }
        return body
    }
}
