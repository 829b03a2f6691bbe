package import RollcallCore

/// What a request was about: a problem names it in words only.
package struct ProblemSubject: Sendable {
    package var instance: InstanceID?
    package var service: ServiceName?
    package var expected: Revision?

    package init(instance: InstanceID? = nil, service: ServiceName? = nil, expected: Revision? = nil) {
        self.instance = instance
        self.service = service
        self.expected = expected
    }
}

extension RegistryError {
    /// The refusal that a daemon's problem stands for.
    package init(_ problem: ProblemView, about subject: ProblemSubject) {
        self =
            Self.known(problem, subject)
            ?? .refused(
                Refusal(
                    code: problem.code, problem: SafeText.escaped(problem.detail, countMax: 1_000),
                    hint: problem.hint.map { SafeText.escaped($0, countMax: 1_000) } ?? "",
                    mayPass: problem.status >= 500 || [408, 429].contains(problem.status)))
    }

    /// Nil where the problem lacks what the case needs.
    private static func known(_ problem: ProblemView, _ subject: ProblemSubject) -> RegistryError? {
        switch problem.code {
        case "invalid-field":
            guard let field = problem.field else { return nil }
            let prefix = "\(field): "
            let words = problem.detail.hasPrefix(prefix) ? problem.detail.dropFirst(prefix.count) : problem.detail[...]
            return .invalid(
                InvalidField(SafeText.escaped(field, countMax: 200), SafeText.escaped(words, countMax: 1_000)))
        case "unknown-instance": return subject.instance.map { .unknownInstance($0) }
        case "revision-conflict":
            guard let id = subject.instance, let expected = subject.expected, let actual = problem.actual else {
                return nil
            }
            return .revisionConflict(id, expected: expected, actual: Revision(actual))
        case "service-conflict":
            guard let id = subject.instance, let asked = subject.service, let text = problem.registered,
                let registered = try? ServiceName(text)  // A name that is none is told in the daemon's words.
            else { return nil }
            return .serviceConflict(id, registered: registered, asked: asked)
        case "compacted": return problem.floor.map { .compacted(floor: Revision($0)) }
        case "future-revision":
            guard let asked = subject.expected, let current = problem.revision else { return nil }
            return .futureRevision(asked: asked, current: Revision(current))
        case "stopping": return .stopping
        case "outcome-unknown": return .outcomeUnknown(SafeText.escaped(problem.detail, countMax: 1_000))
        default: return nil
        }
    }
}
