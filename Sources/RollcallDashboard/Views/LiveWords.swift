import RollcallCore
import RollcallWire

/// What moves without an event, in words: the lease and the last check.
extension Sighting {
    func lease(at now: Moment, isKnown: Bool) -> Span {
        if view.lease.evictsInMilliseconds != nil || view.statusTrigger == .leaseExpired && view.status == .down {
            return Span("ran out", .down)
        }
        guard isKnown else { return Span("--", .dim) }
        guard let left = leaseLeft(at: now) else { return Span("-", .dim) }
        let isShort = DurationText.parse(view.lease.ttl).map { left * 4 < $0 } ?? false
        return isShort ? Span(DurationText.brief(left) + "!", .warning) : Span(DurationText.brief(left))
    }

    /// The check that matters: a failing one if there is any.
    var check: Span {
        guard let check = view.checks.first(where: { $0.state?.verdict == "failing" }) ?? view.checks.first else {
            return Span("none", .dim)
        }
        return check.result
    }
}

extension DashboardModel {
    func ageSpan(of time: WallTime?) -> Span { Span(age(of: time).map(LinkState.seconds) ?? "-", .dim) }
}

extension CheckView {
    var result: Span {
        guard let last = state?.last else { return Span(state == nil ? "-" : "not yet", .dim) }
        return Span(last.answer, last.passed ? .text : .down)
    }
}

extension CheckResultView {
    var answer: String { cause.withoutQuestion }
}

extension String {
    /// The cause of a probe without what was asked, which is the same each time: `503 in 142ms`.
    var withoutQuestion: String {
        let parts = split(separator: "→", omittingEmptySubsequences: false)
        guard parts.count > 1, let answer = parts.last else { return self }
        return String(answer.drop { $0 == " " })
    }
}
