import RollcallClient
import RollcallCore
import RollcallWire

/// All the demo's services at once.
struct DemoTown: Sendable {
    let registry: RemoteRegistry
    let seed: UInt64

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, script) in DemoScript.all.enumerated() {
                let generator = SplitMix64(seed: seed &+ UInt64(index))
                group.addTask {
                    var provider = DemoProvider(registry: registry, script: script, generator: generator)
                    try await provider.run()
                }
            }
            try await group.waitForAll()
        }
    }
}

/// One service living its script: it does one thing at a time, so that no renewal overtakes a farewell.
struct DemoProvider {
    private let registry: RemoteRegistry
    private let script: DemoScript
    private var generator: SplitMix64
    private let server = DemoServer()
    private var port: Int?
    private var isRenewing = false
    private var renewal = ContinuousClock.now

    private static let jitter = 0.0...0.8

    init(registry: RemoteRegistry, script: DemoScript, generator: SplitMix64) {
        self.registry = registry
        self.script = script
        self.generator = generator
    }

    mutating func run() async throws {
        do { try await repeatLife() } catch {
            await server.vanish()
            throw error
        }
    }

    private mutating func repeatLife() async throws {
        var birth = ContinuousClock.now
        while true {
            let delay = Double.random(in: Self.jitter, using: &generator)
            for step in script.steps {
                try await renew(until: birth + .seconds(step.second + delay))
                try await tolerating { provider in try await provider.perform(step.act) }
            }
            birth += .seconds(DemoScript.period)
            try await renew(until: birth)
        }
    }

    private mutating func renew(until deadline: ContinuousClock.Instant) async throws {
        while renewal < deadline {
            try await Task.sleep(until: renewal)
            renewal = max(renewal, .now) + DemoScript.ttl / 3
            try await tolerating { provider in try await provider.renewOnce() }
        }
        try await Task.sleep(until: deadline)
    }

    /// A daemon that is away comes back: services go on living meanwhile.
    private mutating func tolerating(_ body: (inout DemoProvider) async throws -> Void) async throws {
        do { try await body(&self) } catch is ClientError { try Task.checkCancellation() }
    }

    private mutating func renewOnce() async throws {
        guard isRenewing, let port else { return }
        _ = try await registry.heartbeat(script.id, registration: script.registration(port: port))
        guard script.check == .selfReported else { return }
        let report = CheckReportBody(status: "pass", output: "all well")
        _ = try await registry.report(script.id, check: DemoScript.reportedCheck, report)
    }

    private mutating func perform(_ act: DemoScript.Act) async throws {
        switch act {
        case .start:
            if port == nil { port = try await server.listen() }
            isRenewing = true
            renewal = .now + DemoScript.ttl / 3
            try await renewOnce()
        case .behave(let mood): server.behave(mood)
        case .drain(let reason): _ = try await registry.drain(script.id, reason: reason)
        case .resume(let reason): _ = try await registry.resume(script.id, reason: reason)
        case .crash:
            isRenewing = false
            port = nil
            await server.vanish()
        case .forget: isRenewing = false
        case .remember:
            isRenewing = true
            try await renewOnce()
        case .leave:
            isRenewing = false
            port = nil
            _ = try await registry.drain(script.id, reason: "it is being deployed anew")
            _ = try await registry.deregister(script.id)
            await server.vanish()
        }
    }
}

/// Sebastiano Vigna's SplitMix64: the same seed, the same town.
struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
