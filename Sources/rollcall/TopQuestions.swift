import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallWire
import Synchronization

/// What the dashboard asks besides what it follows: one question at a time. A change that was confirmed is never lost; of
/// what is merely looked at, the newest wish counts.
final class TopQuestions: Sendable {
    private let registry: RemoteRegistry
    private let emit: @Sendable (Message) -> Void
    private let waiting = Mutex(Waiting())
    private let (signals, signal) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    private struct Waiting {
        var changes: [AdminRequest] = []
        var newest: Question?

        mutating func next() -> Question? {
            if !changes.isEmpty { return .act(changes.removeFirst()) }
            defer { newest = nil }
            return newest
        }
    }

    init(_ registry: RemoteRegistry, emit: @escaping @Sendable (Message) -> Void) {
        self.registry = registry
        self.emit = emit
    }

    func ask(_ question: Question) {
        waiting.withLock { waiting in
            if case .act(let request) = question { waiting.changes.append(request) } else { waiting.newest = question }
        }
        signal.yield()
    }

    /// Runs until it is cancelled.
    func run() async throws {
        for await _ in signals {
            while let question = waiting.withLock({ $0.next() }) { emit(.answer(try await answer(question))) }
        }
    }

    private func answer(_ question: Question) async throws -> Answer {
        do {
            return switch question {
            case .traffic(let service): .traffic(try await registry.traffic(service))
            case .policy(let service): .policy(try await registry.policy(service))
            case .trial(let service, let policy): .trial(try await registry.whatIf(service, policy: policy))
            case .act(let request): try await perform(request)
            case .past, .events: .none(question, reason: "it is asked elsewhere")
            }
        } catch let error as ClientError {
            guard case .act(let request) = question else { return .failed(question, reason: error.message) }
            guard case .problem(let problem) = error else {
                // What became of it is not known: the registry on the screen will tell.
                return .refused(request, reason: [error.message, error.hint].joined(separator: ". "))
            }
            return .refused(request, reason: AdminWords.refusal(problem, of: request))
        }
    }

    private static let reason = "rollcall top"

    private func perform(_ request: AdminRequest) async throws -> Answer {
        switch request {
        case .policy(let service, let from, let to):
            var policy = try await registry.policy(service).policy
            guard policy.policy == from else {
                return .refused(request, reason: AdminWords.refusal(policyIsNow: policy.policy, of: request))
            }
            policy.policy = to
            return .acted(request, AdminWords.outcome(try await registry.setPolicy(service, policy)))
        case .instance(let id, let revision, let action):
            return .acted(request, try await perform(action, on: id, at: revision))
        }
    }

    private func perform(_ action: AdminRequest.Action, on id: String, at revision: Int64) async throws -> String {
        let reason = Self.reason
        switch action {
        case .drain:
            return AdminWords.outcome(try await registry.drain(id, reason: reason, expectedRevision: revision))
        case .resume:
            return AdminWords.outcome(try await registry.resume(id, reason: reason, expectedRevision: revision))
        case .deregister:
            return AdminWords.outcome(try await registry.deregister(id, expectedRevision: revision))
        case .trip: return AdminWords.outcome(try await registry.trip(id, reason: reason, expectedRevision: revision))
        case .reset: return AdminWords.outcome(try await registry.reset(id, reason: reason, expectedRevision: revision))
        case .weight(let weight):
            var patch = PatchBody()
            patch.weight = weight
            patch.expectedRevision = revision
            return AdminWords.outcome(try await registry.update(id, patch))
        }
    }
}
