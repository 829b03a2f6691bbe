extension ServicePicker {
    /// Counts how a call ended that its caller picked by itself, as clients with a picker of their own do. Where the
    /// breaker is due, such a call was its probe: otherwise a breaker that all callers work around would stay open
    /// although their calls have long succeeded again.
    package mutating func reportOwnPick(
        _ outcome: CallOutcome, for id: InstanceID, at now: Moment, using random: inout some RandomNumberGenerator
    ) -> [BreakerChange] {
        advance(to: now)
        guard outcome.result != .cancelled, let place = places[id],
            members[place].breaker.mayProbe(at: now, under: policy.breaker)
        else { return report(outcome, for: id, at: now, using: &random).map { [$0] } ?? [] }
        let token = PickToken(began: max(now, lastToken.began.advanced(by: .nanoseconds(1))))
        lastToken = token
        let begun = members[place].breaker.startProbe(token, at: now, under: policy.breaker).change
        let ended = report(outcome, for: id, token, at: max(now, token.began), using: &random)
        return [begun, ended].compactMap { $0 }
    }
}
