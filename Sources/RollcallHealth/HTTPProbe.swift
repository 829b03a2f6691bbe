import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import RollcallCore

/// Sends one request and judges the answer by its status and the beginning of its body.
///
/// Every probe opens a connection of its own and closes it: a kept one would go on answering after the instance stopped
/// to accept, and one closed by the server meanwhile would look like a failure.
struct HTTPProbe: Sendable {
    let clients: HTTPClientPool

    static let bodyBytesMax = 4_096
    private static let userAgent = "rollcall-check"

    struct Answer: Sendable {
        let status: Int
        /// Nil when no text was asked for.
        let hasText: Bool?
    }

    func ask(
        _ http: HTTPCheck, of target: ProbeTarget, at addresses: [SocketAddress], timeout: Duration,
        by deadline: NIODeadline
    ) async throws -> Answer {
        var failure: any Error = ProbeFailure.timedOut
        for address in addresses {
            guard deadline > .now() else { throw ProbeFailure.timedOut }
            do {
                // A name in https is verified against the certificate, so it stays in the URL and the client is told
                // where to find it; everything else goes by number.
                if http.scheme == .https, IPAddress(target.address.text) == nil {
                    return try await clients.withClient(dialing: address, for: target.address.text, timeout) { client in
                        try await ask(http, of: target, authority: target.authority, client, by: deadline)
                    }
                }
                let client = clients.client(for: timeout)
                return try await ask(http, of: target, authority: Self.authority(address), client, by: deadline)
            } catch { failure = error }
            // Only what did not even connect may be tried elsewhere.
            guard ProbeFailure.isUnconnected(failure) else { throw failure }
        }
        throw failure
    }

    private static func authority(_ address: SocketAddress) -> String {
        let ip = address.ipAddress ?? ""
        return "\(ip.contains(":") ? "[\(ip)]" : ip):\(address.port ?? 0)"
    }

    private func ask(
        _ http: HTTPCheck, of target: ProbeTarget, authority: String, _ client: HTTPClient, by deadline: NIODeadline
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: "\(http.scheme.rawValue)://\(authority)\(http.path)")
        request.method = HTTPMethod(rawValue: http.method.rawValue)
        for (name, value) in http.headers.sorted(by: { $0.key < $1.key }) {
            request.headers.add(name: name, value: value)
        }
        request.headers.replaceOrAdd(name: "Host", value: target.authority)
        request.headers.replaceOrAdd(name: "User-Agent", value: Self.userAgent)
        request.headers.replaceOrAdd(name: "Connection", value: "close")
        if http.scheme == .https, !http.verifiesCertificate { request.tlsConfiguration = HTTPClientPool.trustingAll }
        let response = try await client.execute(request, deadline: deadline)
        let status = Int(response.status.code)
        guard let text = http.expectedText, http.accepts(status: status) else {
            // Letting go of the body closes the connection, however much of it would follow.
            return Answer(status: status, hasText: nil)
        }
        return Answer(status: status, hasText: try await Self.body(response.body, contains: text, by: deadline))
    }

    /// The client's deadline ends with the head, so the body is raced against what is left.
    private static func body(
        _ body: HTTPClientResponse.Body, contains text: String, by deadline: NIODeadline
    ) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                var search = TextSearch(text, bytesMax: bodyBytesMax)
                for try await part in body where search.isOver(after: part.readableBytesView) { break }
                try Task.checkCancellation()
                return search.isFound
            }
            group.addTask {
                try await Task.sleep(for: .nanoseconds(max(0, (deadline - .now()).nanoseconds)))
                throw ProbeFailure.timedOut
            }
            defer { group.cancelAll() }
            return try await group.next() ?? false
        }
    }
}
