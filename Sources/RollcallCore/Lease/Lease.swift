/// One instance's lease. It lives up to and not including its deadline.
///
/// A *deadline* is kept, never "last renewed plus ttl in two places" (the mistake that makes Eureka's leases last twice
/// their length for ever).
package struct Lease: Sendable, Equatable {
    package enum Phase: Sendable, Equatable {
        /// Renewed in time; runs out at `deadline`.
        case held
        /// Ran out; the instance is DOWN and is evicted at `deadline`.
        case expired
    }

    package private(set) var terms: LeaseTerms
    package private(set) var granted: WallTime
    package private(set) var renewed: WallTime
    package private(set) var phase: Phase
    /// The first moment at which the phase no longer holds.
    package private(set) var deadline: Moment
    /// True from the moment the lease ran out until its provider is heard again, also across a restart, which grants a
    /// fresh ttl but no proof of life.
    package private(set) var hasLapsed: Bool

    package init(_ terms: LeaseTerms, granted now: Moment, _ time: WallTime, hasLapsed: Bool = false) {
        self.terms = terms
        self.granted = time
        self.renewed = time
        self.phase = .held
        self.deadline = now.advanced(by: terms.ttl)
        self.hasLapsed = hasLapsed
    }

    /// As `init`, for a lease read back after a restart: a full ttl from now, renewed when it was renewed.
    package init(restored terms: LeaseTerms, granted: WallTime, renewed: WallTime, hasLapsed: Bool, at now: Moment) {
        self.terms = terms
        self.granted = granted
        self.renewed = renewed
        self.phase = .held
        self.deadline = now.advanced(by: terms.ttl)
        self.hasLapsed = hasLapsed
    }

    package func isDue(at now: Moment) -> Bool { now >= deadline }

    package mutating func renew(at now: Moment, _ time: WallTime) {
        phase = .held
        hasLapsed = false
        renewed = time
        deadline = now.advanced(by: terms.ttl)
    }

    /// Renews under the terms of a registration.
    package mutating func grant(_ terms: LeaseTerms, at now: Moment, _ time: WallTime) {
        self.terms = terms
        renew(at: now, time)
    }

    /// Takes other terms; the present phase begins again under them.
    package mutating func amend(_ terms: LeaseTerms, at now: Moment) {
        self.terms = terms
        deadline = now.advanced(by: phase == .held ? terms.ttl : terms.evictAfter)
    }

    /// A full ttl from now without a sign of life: after the machine slept, nobody could have renewed.
    package mutating func extend(at now: Moment) {
        guard phase == .held else { return }
        deadline = now.advanced(by: terms.ttl)
    }

    package mutating func expire(at now: Moment) {
        phase = .expired
        hasLapsed = true
        deadline = now.advanced(by: terms.evictAfter)
    }

    /// Puts the eviction off, while self-preservation holds.
    package mutating func postponeEviction(to moment: Moment) {
        guard phase == .expired else { return }
        deadline = moment
    }
}
