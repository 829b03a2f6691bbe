package import RollcallWire

/// What the daemon said about a change, in words for an operator.
package enum AdminWords {
    package static func outcome(_ view: MutationView) -> String {
        let instance = view.instance
        switch view.outcome {
        case "removed": return "\(instance.id) left the registry, rev \(view.revision)"
        case "unchanged": return "\(instance.id) was so already, rev \(instance.revision)"
        default:
            return "\(instance.id) is \(instance.status.word(isNarrow: false)), weight \(instance.weight), "
                + "rev \(instance.revision)"
        }
    }

    package static func outcome(_ answer: BreakerAnswer) -> String {
        "the breaker of \(answer.breaker.instance) is \(answer.breaker.state), rev \(answer.revision)"
    }

    package static func outcome(_ answer: PolicyAnswer) -> String {
        "\(answer.service) goes by \(answer.policy.policy ?? "-"), rev \(answer.revision)"
    }

    package static func refusal(_ problem: ProblemView, of request: AdminRequest) -> String {
        switch (problem.code, request) {
        case ("revision-conflict", .instance(let id, let revision, _)):
            let now = problem.actual.map { "rev \($0)" } ?? "another revision"
            return "\(id) changed meanwhile: it is at \(now), the screen showed rev \(revision). Look again and decide."
        case ("unknown-instance", .instance(let id, _, _)): return "\(id) is no longer registered."
        default: return [problem.detail, problem.hint ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    /// The policy was another one than the dialog said.
    package static func refusal(policyIsNow policy: String?, of request: AdminRequest) -> String {
        "the policy of \(request.subject) changed meanwhile: it is \(policy ?? "the default"). Look again and decide."
    }
}
