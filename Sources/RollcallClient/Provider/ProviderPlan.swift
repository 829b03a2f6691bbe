import RollcallCore

/// What a provider does next, and when. Knows neither clock nor registry: it is told what happened.
///
/// serving: renew at once, then every third of the ttl; after a failure at the pace of the back-off, never slower.
/// leaving: drain, go on renewing for the drain time, deregister.
struct ProviderPlan: Sendable {
    enum Step: Sendable, Equatable {
        case renew(Registration, initialStatus: ServiceStatus?, limit: Duration)
        case wait(until: Moment)
        case drain
        case deregister
        case finished
    }

    private enum Phase: Equatable {
        case serving
        case mustDrain
        case draining(until: Moment)
        case mustDeregister(triesLeft: Int)
        case finished
    }

    /// The share of a renewal's pause that chance adds or takes away, so that a thousand providers of one start do not
    /// renew as one. Three renewals still fit into a ttl but for the time they take.
    static let jitter = 0.1
    private static let farewellTryCount = 3

    private(set) var registration: Registration
    private let initialStatus: ServiceStatus?
    private let drainTime: Duration
    private var phase = Phase.serving
    /// When the next renewal, or the next try of a farewell, is due.
    private var due: Moment
    private var backoff = Backoff()
    /// What was registered was accepted at least once.
    private(set) var isRegistered = false
    /// It was sent at least once, and may have been accepted although no answer came.
    private(set) var mayBeRegistered = false
    /// The registration was changed while a renewal carried the one before.
    private var mustRepeat = false

    init(_ registration: Registration, initialStatus: ServiceStatus?, drainTime: Duration, at now: Moment) {
        self.registration = registration
        self.initialStatus = initialStatus
        self.drainTime = drainTime
        due = now
    }

    /// Between two renewals; a renewal may take as long before it is given up.
    var pause: Duration { registration.lease.ttl / 3 }

    mutating func next(at now: Moment) -> Step {
        switch phase {
        case .serving: return renewal(at: now) ?? .wait(until: due)
        case .mustDrain: return .drain
        case .draining(let until) where now < until: return renewal(at: now) ?? .wait(until: min(due, until))
        case .draining:
            phase = .mustDeregister(triesLeft: Self.farewellTryCount)
            due = now
            return .deregister
        case .mustDeregister: return now < due ? .wait(until: due) : .deregister
        case .finished: return .finished
        }
    }

    private mutating func renewal(at now: Moment) -> Step? {
        guard now >= due else { return nil }
        mustRepeat = false
        mayBeRegistered = true
        // What a registry forgot while this instance drains must not come back as UP.
        let status = phase == .serving ? initialStatus : .outOfService
        return .renew(registration, initialStatus: status, limit: pause)
    }

    /// Farewells are due when their own time has come.
    private var isRenewing: Bool {
        if case .mustDeregister = phase { false } else { true }
    }

    // MARK: What happened

    mutating func renewed(at now: Moment, using random: inout some RandomNumberGenerator) {
        isRegistered = true
        guard isRenewing else { return }
        backoff.reset()
        let share = Double.random(in: 1 - Self.jitter...1 + Self.jitter, using: &random)
        due = mustRepeat ? now : now.advanced(by: pause * share)
    }

    /// - Returns: Whether the provider gives up: a registration that was never accepted and never will be.
    mutating func failed(
        _ error: RegistryError, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> Bool {
        if !isRegistered, !error.mayPass, phase == .serving {
            phase = .finished
            return true
        }
        guard isRenewing else { return false }
        due = now.advanced(by: min(backoff.next(using: &random), pause))
        return false
    }

    mutating func change(_ patch: InstancePatch, at now: Moment) throws(InvalidField) {
        registration = try patch.applied(to: registration)
        mustRepeat = true
        due = now
    }

    /// The program stops in order.
    mutating func leave() {
        guard phase == .serving else { return }
        phase = .mustDrain
    }

    /// The program is cancelled: what may be registered is taken away, and nothing else is waited for.
    mutating func abandon(at now: Moment) {
        guard phase != .finished else { return }
        phase = mayBeRegistered ? .mustDeregister(triesLeft: 1) : .finished
        due = now
    }

    mutating func drained(at now: Moment) {
        guard phase == .mustDrain else { return }
        phase = .draining(until: now.advanced(by: drainTime))
    }

    /// Nobody heard that this instance drains, so nobody would act on it during the drain time.
    mutating func drainFailed(_ error: RegistryError, at now: Moment) {
        guard phase == .mustDrain else { return }
        if case .unknownInstance = error { return phase = .finished }
        phase = .mustDeregister(triesLeft: Self.farewellTryCount)
        due = now
    }

    mutating func deregistered() {
        phase = .finished
    }

    /// After a few tries the lease is left to run out by itself: a program that is told to stop must stop.
    mutating func deregisterFailed(
        _ error: RegistryError, at now: Moment, using random: inout some RandomNumberGenerator
    ) {
        guard case .mustDeregister(let triesLeft) = phase, triesLeft > 1, error.mayPass else {
            phase = .finished
            return
        }
        phase = .mustDeregister(triesLeft: triesLeft - 1)
        due = now.advanced(by: backoff.next(using: &random))
    }
}
