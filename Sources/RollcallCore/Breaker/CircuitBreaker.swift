/// Keeps calls away from an instance that fails them, and lets a few through later to see whether it is well again
/// (Nygard, "Release It!", chapter 5). Whoever holds it asks `isClosed` for an ordinary call and `startProbe` for a probe.
///
/// | state | success | failure | too many failures | time | trip | reset |
/// |---|---|---|---|---|---|---|
/// | closed | closed | closed | open | closed | forced open | closed |
/// | open | open | open | open | due: open until a probe starts, then half-open | forced open | closed |
/// | forced open | open | open | open | as open, where a time was given; otherwise never due | forced open | closed |
/// | half-open | closed after enough probes | open, if it is a probe's | – | a silent probe loses its place | forced open | closed |
///
/// A call counts only for the state that it began in: what was under way when the breaker opened neither closes it nor
/// opens it again.
package struct CircuitBreaker: Sendable, Equatable {
    package enum State: Sendable, Equatable {
        case closed(Closed)
        case open(Open)
        case halfOpen(HalfOpen)
    }

    package struct Closed: Sendable, Equatable {
        package fileprivate(set) var window = CallWindow()
        /// Why it would be open, were the share of instances that may be open not used up.
        package fileprivate(set) var heldBackCause: String?
    }

    package struct Open: Sendable, Equatable {
        /// When it is due for a probe. Nil until somebody resets it, which only a forced one can be.
        package let until: Moment?
        package let isForced: Bool
    }

    package struct HalfOpen: Sendable, Equatable {
        /// Under way, oldest first, never more than `probeCountMax`.
        package fileprivate(set) var probes: [Probe] = []
        package fileprivate(set) var successes = 0
    }

    package struct Probe: Sendable, Equatable {
        package let call: PickToken
        /// From then on its place is free.
        package let deadline: Moment
    }

    package let instance: InstanceID
    package internal(set) var state: State
    /// When it came into its state.
    package internal(set) var since: Moment
    /// How often it opened by itself without `forgetAfter` of health between: the open time grows with it.
    package internal(set) var openings: Int
    /// Of the last change.
    package internal(set) var cause: String

    package init(_ instance: InstanceID, at now: Moment) {
        self.init(instance, .closed(Closed()), since: now, openings: 0, cause: "never opened")
    }

    init(_ instance: InstanceID, _ state: State, since: Moment, openings: Int, cause: String) {
        self.instance = instance
        self.state = state
        self.since = since
        self.openings = openings
        self.cause = cause
    }

    /// Lets a probe out if there is a place for one. The first of an opening makes it half-open.
    package mutating func startProbe(
        _ call: PickToken, at now: Moment, under settings: BreakerSettings
    ) -> (isStarted: Bool, change: BreakerChange?) {
        guard mayProbe(at: now, under: settings) else { return (false, nil) }
        let probe = Probe(call: call, deadline: now.advanced(by: settings.probeTimeout))
        if case .halfOpen(var halfOpen) = state {
            halfOpen.probes.removeAll { $0.deadline <= now }
            halfOpen.probes.append(probe)
            state = .halfOpen(halfOpen)
            return (true, nil)
        }
        let cause = "probed after \(DurationText.brief(since.duration(to: now))) open: \(cause)"
        return (true, enter(.halfOpen(HalfOpen(probes: [probe])), cause: cause, at: now))
    }

    /// Counts how a call ended. `call` is nil where the caller did not keep it; its beginning is then reckoned from its
    /// latency. With `mayOpen` false it stays closed and says so in `heldBackCause`.
    package mutating func record(
        _ outcome: CallOutcome, of call: PickToken?, mayOpen: Bool, at now: Moment, under settings: BreakerSettings,
        using random: inout some RandomNumberGenerator
    ) -> BreakerChange? {
        let known = call.flatMap { $0.isForeign(at: now) ? nil : $0 }
        let began = known?.began ?? now.advanced(by: .zero - (outcome.latency ?? .zero))
        switch state {
        case .closed(var closed):
            guard let verdict = settings.verdict(on: outcome), began >= since else { return nil }
            closed.window.record(verdict, size: settings.windowSize)
            closed.heldBackCause = settings.reasonToOpen(closed.window, last: outcome)
            if mayOpen, let cause = closed.heldBackCause {
                if since.advanced(by: settings.forgetAfter) <= now { openings = 0 }
                return open(cause, at: now, under: settings, using: &random)
            }
            state = .closed(closed)
            return nil
        case .open: return nil
        case .halfOpen(var halfOpen):
            guard halfOpen.end(known, began: began, at: now) else { return nil }
            guard let verdict = settings.verdict(on: outcome) else {
                state = .halfOpen(halfOpen)
                return nil
            }
            guard verdict == .good else {
                return open("a probe \(settings.words(verdict, outcome))", at: now, under: settings, using: &random)
            }
            halfOpen.successes += 1
            state = .halfOpen(halfOpen)
            guard halfOpen.successes >= settings.successesToClose else { return nil }
            let count = halfOpen.successes == 1 ? "a probe" : "\(halfOpen.successes) probes in a row"
            return enter(.closed(Closed()), cause: "\(count) succeeded", at: now)
        }
    }

    /// Whether the call is one that it let out to see how the instance is, and still waits for.
    package func isProbe(_ call: PickToken, at now: Moment) -> Bool {
        guard case .halfOpen(let halfOpen) = state else { return false }
        return halfOpen.probes.contains { $0.call == call && $0.deadline > now }
    }

    /// Opens it by hand, for `time` or until it is reset. Does not count among its openings.
    package mutating func trip(for time: Duration?, reason: String, at now: Moment) -> BreakerChange {
        let open = Open(until: time.map { now.advanced(by: max($0, .zero)) }, isForced: true)
        return enter(.open(open), cause: Self.byHand("tripped", reason), at: now, isForced: true)
    }

    /// Closes it by hand, and forgets all that was counted. Nil when there is nothing to tell of it.
    package mutating func reset(reason: String, at now: Moment) -> BreakerChange? {
        forget(Self.byHand("reset", reason), isForced: true, at: now)
    }

    /// As new, because what was counted is not about this instance any longer.
    mutating func forget(_ cause: String, isForced: Bool = false, at now: Moment) -> BreakerChange? {
        let isUntouched = isClosed && openings == 0
        openings = 0
        let change = enter(.closed(Closed()), cause: cause, at: now, isForced: isForced)
        return isUntouched ? nil : change
    }

    private static func byHand(_ verb: String, _ reason: String) -> String {
        let reason = SafeText.escaped(reason, countMax: TrafficLimits.reasonLengthMax)
        return reason.isEmpty ? "\(verb) by hand" : "\(verb) by hand: \(reason)"
    }

    private mutating func open(
        _ cause: String, at now: Moment, under settings: BreakerSettings, using random: inout some RandomNumberGenerator
    ) -> BreakerChange {
        openings += 1
        let until = now.advanced(by: settings.openTime(openings, using: &random))
        return enter(.open(Open(until: until, isForced: false)), cause: cause, at: now)
    }

    private mutating func enter(
        _ next: State, cause: String, at now: Moment, isForced: Bool = false
    ) -> BreakerChange {
        let from = name
        (state, since, self.cause) = (next, now, cause)
        return BreakerChange(
            instance: instance, from: from, to: name, cause: cause, isForced: isForced,
            openFor: openUntil.map(now.duration(to:)), openings: openings)
    }
}

extension CircuitBreaker.HalfOpen {
    /// Takes the probe that ended out of those under way; false when the call was none of them.
    fileprivate mutating func end(_ call: PickToken?, began: Moment, at now: Moment) -> Bool {
        probes.removeAll { $0.deadline <= now }
        let place = probes.firstIndex { probe in call.map { $0 == probe.call } ?? (probe.call.began <= began) }
        guard let place else { return false }
        probes.remove(at: place)
        return true
    }
}
