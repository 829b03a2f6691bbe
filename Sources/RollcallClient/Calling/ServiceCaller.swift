public import RollcallCore
import Synchronization

/// Calls services: picks an instance, calls it, counts the outcome, spares those that fail and fails over.
///
///     let orders = try await caller.withInstance("orders") { instance in
///         try await http.get("http://\(instance.hostAndPort)/orders/7")
///     }
///
/// Works on what it last knew while the registry is away. `close` must be called at the end.
public final class ServiceCaller: Sendable {
    /// The bounds that all calls share.
    public struct Settings: Sendable {
        /// Retries that each call pays in for all: a fifth of the calls may be retries.
        public var retryShare = 0.2
        /// Retries granted each second besides.
        public var retryFloorPerSecond = 3.0
        /// How services are found and remembered.
        public var discovery = DiscoverySettings()

        /// The defaults.
        public init() {}
    }

    /// What this caller knows of the services it calls.
    public let discovery: CachedDiscovery
    let pickers: PickerTable
    private let reporter: OutcomeReporter?
    private let budget: Mutex<RetryBudget>
    private let time: any Timekeeper
    private let nursery: Nursery

    /// A caller of the services that `registry` knows; asks nothing yet.
    public convenience init(_ registry: any ServiceRegistry, settings: Settings = Settings()) {
        self.init(
            registry, traffic: registry as? any TrafficSource, settings: settings, time: ProcessTime(),
            chance: Chance())
    }

    package init(
        _ registry: any ServiceRegistry, traffic: (any TrafficSource)?, settings: Settings = Settings(),
        time: any Timekeeper, chance: Chance
    ) {
        let nursery = Nursery()
        let pickers = PickerTable(
            traffic, countMax: settings.discovery.serviceCountMax, time: time, chance: chance)
        self.nursery = nursery
        self.pickers = pickers
        self.time = time
        reporter = traffic.map { OutcomeReporter($0, time: time, nursery: nursery) }
        budget = Mutex(
            RetryBudget(
                share: settings.retryShare, floorPerSecond: settings.retryFloorPerSecond, at: time.moment()))
        discovery = CachedDiscovery(
            registry, settings: settings.discovery, time: time, chance: chance,
            listener: { service, news in pickers.hear(service, news) })
    }

    /// How many tasks are at work besides calls.
    package var taskCount: Int { nursery.count + discovery.followerCount }

    /// Calls an instance of `service`, and another one when the call fails and may be repeated.
    ///
    /// - Parameters:
    ///   - isFailure: Whether a result says that the instance is at fault, such as an answer with status 500. It then
    ///     counts as a failure and is failed over; where that is not possible it is returned as it is.
    ///   - body: Makes the call. It must end soon when its task is cancelled: nothing else ends it.
    /// - Throws: What the last try threw; `CallError` when nothing could be picked or it did not end in time;
    ///   `RegistryError` when the registry never said who serves `service`; `InvalidField` when `service` is no name.
    public func withInstance<Result: Sendable>(
        _ service: String, options: CallOptions = CallOptions(),
        isFailure: @Sendable (Result) -> Bool = { _ in false },
        _ body: @escaping @Sendable (ServiceInstance) async throws -> Result
    ) async throws -> Result {
        let service = try ServiceName(service, field: "service")
        let deadline = time.moment().advanced(by: options.timeout)
        budget.withLock { $0.deposit() }
        var tried: [InstanceID] = []
        var last: Attempt<Result>?
        while true {
            let picked: Pick
            do { picked = try await pick(service, options, tried, until: deadline) } catch {
                // What the last try said is nearer to the fault than that there is nobody else.
                guard let last else { throw error }
                return try last.get()
            }
            let (attempt, result) = try await make(picked, service, options, deadline, isFailure, body)
            guard result.isFailure else { return try attempt.get() }
            last = attempt
            tried.append(picked.id)
            let now = time.moment()
            guard options.mayRetry(result), tried.count < options.tryCountMax, now < deadline,
                budget.withLock({ $0.withdraw(at: now) })
            else { return try attempt.get() }
        }
    }

    /// Tells the registry how the last calls went and ends every task; returns when they have ended. Calls that are under
    /// way go on, and so do later ones by what is known then.
    public func close() async {
        await reporter?.finish()
        await discovery.close()
        await nursery.close()
    }

    // MARK: One try

    private func pick(
        _ service: ServiceName, _ options: CallOptions, _ tried: [InstanceID], until deadline: Moment
    ) async throws -> Pick {
        let found: DiscoveredService
        if let known = try discovery.known(service) {
            found = known
        } else {
            let left = time.moment().duration(to: deadline)
            found = try await time.limit(left) { [discovery] in try await discovery.discover(service) }
        }
        await pickers.prepare(service, within: time.moment().duration(to: deadline))
        // While the policy was asked for, more may have become known.
        let newest = (try? discovery.known(service)) ?? found
        let request = PickRequest(
            policy: options.policy, key: options.key, zone: options.zone, excluded: tried)
        do { return try pickers.pick(request, among: newest) } catch {
            throw CallError.noInstance(service, why: error.description)
        }
    }

    private func make<Result: Sendable>(
        _ pick: Pick, _ service: ServiceName, _ options: CallOptions, _ deadline: Moment,
        _ isFailure: (Result) -> Bool, _ body: @escaping @Sendable (ServiceInstance) async throws -> Result
    ) async throws -> (Attempt<Result>, CallOutcome.Result) {
        let began = time.moment()
        let wanted = options.tryTimeout ?? options.timeout / 2
        let limit = min(wanted, began.duration(to: deadline))
        guard limit > .zero else {
            pickers.report(CallOutcome(.cancelled), service, pick)
            throw CallError.timedOut(service, pick.id, after: .zero)
        }
        var attempt = await Attempt.make(until: began.advanced(by: limit), time) { try await body(pick.instance) }
        let result: CallOutcome.Result =
            switch attempt {
            case .returned(let value): isFailure(value) ? .error : .success
            case .threw(let error): ErrorKind.result(of: error)
            // Who had not half the time it should have had is not to blame.
            case .ranOut: limit < wanted / 2 ? .cancelled : .timeout
            }
        if case .ranOut = attempt { attempt = .threw(CallError.timedOut(service, pick.id, after: limit)) }
        let outcome = CallOutcome(
            Task.isCancelled ? .cancelled : result, latency: began.duration(to: time.moment()))
        pickers.report(outcome, service, pick)
        reporter?.add(ReportedOutcome(instance: pick.id, outcome: outcome))
        try Task.checkCancellation()
        return (attempt, result)
    }
}

extension ServiceInstance {
    /// The authority of a URL: `10.0.0.1:8080`, `[::1]:8080`.
    public var hostAndPort: String { "\(registration.address.urlHost):\(registration.port)" }
}
