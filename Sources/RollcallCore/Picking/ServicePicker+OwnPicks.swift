extension ServicePicker {
    /// The probe that a call was whose caller picked by itself, as clients with a picker of their own do; nil when it was
    /// none. Where the breaker is due, such a call is its probe: otherwise a breaker that all callers work around would
    /// stay open although their calls have long succeeded again. Its outcome is reported with the token.
    package mutating func beginOwnProbe(
        _ outcome: CallOutcome, for id: InstanceID, at now: Moment
    ) -> (token: PickToken, change: BreakerChange?)? {
        advance(to: now)
        guard outcome.result != .cancelled, let place = places[id],
            members[place].breaker.mayProbe(at: now, under: policy.breaker),
            // What began before the breaker came into its state says nothing about how the instance is since.
            now.advanced(by: .zero - (outcome.latency ?? .zero)) >= members[place].breaker.since
        else { return nil }
        let token = PickToken(began: max(now, lastToken.began.advanced(by: .nanoseconds(1))))
        lastToken = token
        return (token, members[place].breaker.startProbe(token, at: now, under: policy.breaker).change)
    }
}
