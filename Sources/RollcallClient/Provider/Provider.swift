public import Logging
public import RollcallCore
public import ServiceLifecycle
import Synchronization

/// Makes this program an instance of a service: registers it, renews its lease, and takes it out of service in order
/// when the program stops. One line in a `ServiceGroup`:
///
///     ServiceGroup(services: [server, Provider(registration, at: registry)], …)
///
/// Every heartbeat carries the whole registration, so that the instance is back by itself whatever the registry lost.
/// While the registry is away the program goes on; the provider tries again with back-off, at least every third of the
/// ttl.
public final class Provider: Service {
    /// What may be set about a provider.
    public struct Settings: Sendable {
        /// The status to begin with; nil is UP, or STARTING where there are checks to wait for.
        public var initialStatus: ServiceStatus?
        /// How long callers have to go elsewhere between the drain and the end.
        public var drainTime = Duration.seconds(2)

        /// The defaults.
        public init() {}
    }

    private let registry: any ServiceRegistry
    let plan: Mutex<ProviderPlan>
    private let reported = Mutex<ServiceStatus?>(nil)
    private let bell = Bell()
    private let hasFailed = Atomic(false)
    private let time: any Timekeeper
    private let chance: Chance
    private let logger: Logger

    /// How long one farewell may take.
    private static let farewellMax = Duration.seconds(2)

    /// A provider of `registration`; does nothing until it runs.
    public convenience init(
        _ registration: Registration, at registry: any ServiceRegistry, settings: Settings = Settings(),
        logger: Logger = Logger(label: "rollcall.provider")
    ) {
        self.init(
            registration, at: registry, settings: settings, time: ProcessTime(), chance: Chance(), logger: logger)
    }

    package init(
        _ registration: Registration, at registry: any ServiceRegistry, settings: Settings = Settings(),
        time: any Timekeeper, chance: Chance, logger: Logger
    ) {
        self.registry = registry
        plan = Mutex(
            ProviderPlan(
                registration, initialStatus: settings.initialStatus, drainTime: settings.drainTime, at: time.moment()))
        self.time = time
        self.chance = chance
        self.logger = logger
    }

    /// What this provider says about its instance.
    public var registration: Registration { plan.withLock { $0.registration } }

    /// The status of the instance by the registry's last answer; nil before the first.
    public var status: ServiceStatus? { reported.withLock { $0 } }

    /// Changes parts of the registration. Sent at once, and again with every heartbeat from then on.
    ///
    /// - Throws: `InvalidField` when the registration would not be acceptable; it stays as it was.
    public func update(_ patch: InstancePatch) throws(InvalidField) {
        let now = time.moment()
        let refusal = plan.withLock { plan -> InvalidField? in
            do throws(InvalidField) { try plan.change(patch, at: now) } catch { return error }
            return nil
        }
        if let refusal { throw refusal }
        bell.ring()
    }

    /// Lays `metadata` over what is there; a nil value removes its key.
    public func update(metadata: [String: String?]) throws(InvalidField) {
        var patch = InstancePatch()
        patch.metadata = metadata
        try update(patch)
    }

    /// Registers and renews until the program shuts down gracefully; then drains, waits and deregisters.
    ///
    /// - Throws: `RegistryError` when the registry refuses the registration for good; `CancellationError` when the task is
    ///   cancelled, after one try to deregister.
    public func run() async throws {
        // Not a child of this task: a renewal that was cut off may still arrive, and after the farewell it would bring
        // the instance back.
        let work = Task { try await self.work() }
        let cutOff = Mutex<Task<Void, Never>?>(nil)
        defer { cutOff.withLock { $0 }?.cancel() }
        try await withGracefulShutdownHandler {
            try await withTaskCancellationHandler {
                try await work.value
            } onCancel: {
                let now = time.moment()
                plan.withLock { $0.abandon(at: now) }
                bell.ring()
                cutOff.withLock { $0 = Task { await self.cutOff(work, at: now.advanced(by: Self.farewellMax)) } }
            }
        } onGracefulShutdown: {
            self.plan.withLock { $0.leave() }
            self.bell.ring()
        }
        try Task.checkCancellation()
    }

    /// What a registry that hangs has not answered by then is not waited for.
    private func cutOff(_ work: Task<Void, any Error>, at moment: Moment) async {
        do { try await time.sleep(until: moment) } catch { return }
        work.cancel()
    }

    private func work() async throws {
        while true {
            let now = time.moment()
            switch plan.withLock({ $0.next(at: now) }) {
            case .wait(let until): try await bell.sleep(until: until, time)
            case .renew(let registration, let status, let limit):
                do { try await renew(registration, status, limit) } catch let error as CancellationError {
                    // In a task of its own, because nothing can be awaited in one that is cancelled.
                    await Task { await self.deregister() }.value
                    throw error
                }
            case .drain: await drain()
            case .deregister: await deregister()
            case .finished: return
            }
        }
    }

    private func renew(_ registration: Registration, _ initialStatus: ServiceStatus?, _ limit: Duration) async throws {
        do throws(RegistryError) {
            let status = try await time.limit(limit) { [registry] in
                try await registry.renew(registration, initialStatus: initialStatus)
            }
            let (now, isFirst) = (time.moment(), self.status == nil)
            if hasFailed.exchange(false, ordering: .relaxed), !isFirst {
                logger.notice("The registry answers again", metadata: ["instance": "\(registration.id)"])
            }
            reported.withLock { $0 = status }
            chance.use { random in plan.withLock { $0.renewed(at: now, using: &random) } }
            if isFirst {
                logger.info("Registered", metadata: ["instance": "\(registration.id)", "status": "\(status)"])
            }
        } catch {
            try Task.checkCancellation()
            let now = time.moment()
            let givesUp = chance.use { random in plan.withLock { $0.failed(error, at: now, using: &random) } }
            if givesUp { throw error }
            // Once, not every few seconds for as long as the registry is away.
            logger.log(
                level: hasFailed.exchange(true, ordering: .relaxed) ? .debug : .warning,
                "Heartbeat failed; it is tried again until it succeeds",
                metadata: ["instance": "\(registration.id)", "reason": "\(error.problem)"])
        }
    }

    /// Whether another program has registered under this id since: what is there now is not ours to take away.
    package func isReplaced() async -> Bool {
        let mine = registration
        do throws(RegistryError) {
            let found = try await time.limit(Self.farewellMax) { [registry] in
                try await registry.instance(mine.id).registration
            }
            return found.address != mine.address || found.port != mine.port
        } catch { return false }
    }

    private func drain() async {
        let id = registration.id
        if await isReplaced() { return plan.withLock { $0.deregistered() } }
        do throws(RegistryError) {
            _ = try await time.limit(Self.farewellMax) { [registry] in
                try await registry.move(id, .drain, reason: "its program stops")
            }
            let now = time.moment()
            plan.withLock { $0.drained(at: now) }
        } catch {
            let now = time.moment()
            plan.withLock { $0.drainFailed(error, at: now) }
        }
    }

    private func deregister() async {
        let id = registration.id
        if await isReplaced() {
            logger.notice("Another program has taken the id and keeps it", metadata: ["instance": "\(id)"])
            return plan.withLock { $0.deregistered() }
        }
        do throws(RegistryError) {
            _ = try await time.limit(Self.farewellMax) { [registry] in
                try await registry.deregister(id, expected: nil)
            }
            plan.withLock { $0.deregistered() }
            logger.info("Deregistered", metadata: ["instance": "\(id)"])
        } catch {
            let now = time.moment()
            chance.use { random in plan.withLock { $0.deregisterFailed(error, at: now, using: &random) } }
            // Gone is what it was to be.
            if case .unknownInstance = error { return }
            logger.warning("Not deregistered", metadata: ["instance": "\(id)", "reason": "\(error.problem)"])
        }
    }
}
