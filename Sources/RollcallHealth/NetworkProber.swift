import NIOCore
import NIOPosix
package import RollcallCore

/// Probes over the network. Resolves once, judges every answer, and dials what was judged.
package final class NetworkProber: Prober {
    private let resolver: Resolver
    private let clients: HTTPClientPool
    private let http: HTTPProbe
    private let tcp: TCPProbe

    package init(_ policy: DialPolicy) {
        let group = MultiThreadedEventLoopGroup.singleton
        resolver = Resolver(policy, group: group)
        clients = HTTPClientPool(group: group)
        http = HTTPProbe(clients: clients)
        tcp = TCPProbe(group: group)
    }

    /// Must be called once, when no probe runs any more.
    package func shutdown() async throws {
        try await clients.shutdown()
        try await resolver.shutdown()
    }

    package func probe(_ check: HealthCheck, of target: ProbeTarget) async -> ProbeOutcome {
        let start = NIODeadline.now()
        let deadline = start + .nanoseconds(check.timeout.nanoseconds)
        let (passed, words): (Bool, (String) -> String)
        do {
            let addresses = try await resolver.addresses(of: target, by: deadline)
            switch check.kind {
            case .http(let http):
                let answer = try await self.http.ask(
                    http, of: target, at: addresses, timeout: check.timeout, by: deadline)
                (passed, words) = Self.judge(answer, by: http)
            case .tcp:
                try await tcp.connect(to: addresses, by: deadline)
                (passed, words) = (true, { "connected in \($0)" })
            case .ttl:
                preconditionFailure("check \(check.name) is reported, not probed")
            }
        } catch {
            let failure = ProbeFailure(error).words(timeout: check.timeout)
            (passed, words) = (false, { _ in failure })
        }
        let took = Duration.nanoseconds((NIODeadline.now() - start).nanoseconds)
        return ProbeOutcome(
            passed: passed, took: took, cause: "\(Self.question(check, target)) → \(words(Span.words(took)))")
    }

    private static func judge(_ answer: HTTPProbe.Answer, by http: HTTPCheck) -> (Bool, (String) -> String) {
        guard http.accepts(status: answer.status) else { return (false, { "\(answer.status) in \($0)" }) }
        guard answer.hasText == false, let text = http.expectedText else {
            return (true, { "\(answer.status) in \($0)" })
        }
        return (false, { "\(answer.status) in \($0), but the body does not contain \"\(text)\"" })
    }

    private static func question(_ check: HealthCheck, _ target: ProbeTarget) -> String {
        guard case .http(let http) = check.kind else { return "tcp \(target.authority)" }
        return "\(http.method.rawValue) \(http.scheme.rawValue)://\(target.authority)\(http.path)"
    }
}
