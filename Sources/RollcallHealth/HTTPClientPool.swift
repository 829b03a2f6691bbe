import AsyncHTTPClient
import NIOCore
import NIOSSL
import RollcallCore
import Synchronization

/// The HTTP clients of the daemon, one for each order of magnitude of timeouts.
///
/// A client bounds connecting for all of its requests alike, and a connection that is still being made outlives the
/// request that asked for it. With the bound next to the timeout, what a silent host leaves behind is soon gone.
final class HTTPClientPool: Sendable {
    private let group: any EventLoopGroup
    private let clients = Mutex<[Int64: HTTPClient]>([:])

    static let trustingAll: TLSConfiguration = {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .none
        return tls
    }()

    init(group: any EventLoopGroup) {
        self.group = group
    }

    /// Timeouts are rounded up to a power of two milliseconds, so there are as many clients as the limits have bits.
    func client(for timeout: Duration) -> HTTPClient {
        let bound = Self.bound(timeout)
        return clients.withLock { clients in
            if let client = clients[bound] { return client }
            let client = makeClient(Self.configuration(connect: bound))
            clients[bound] = client
            return client
        }
    }

    /// A client that dials `address` for `name` without asking for it again.
    func withClient<Answer: Sendable>(
        dialing address: SocketAddress, for name: String, _ timeout: Duration,
        _ body: (HTTPClient) async throws -> Answer
    ) async throws -> Answer {
        var configuration = Self.configuration(connect: Self.bound(timeout))
        configuration.dnsOverride = [name: address.ipAddress ?? ""]
        let client = makeClient(configuration)
        do {
            let answer = try await body(client)
            try await client.shutdown()
            return answer
        } catch {
            // The probe's own error says more than one from closing up after it.
            try? await client.shutdown()
            throw error
        }
    }

    func shutdown() async throws {
        let all = clients.withLock { clients in
            defer { clients = [:] }
            return Array(clients.values)
        }
        for client in all { try await client.shutdown() }
    }

    private func makeClient(_ configuration: HTTPClient.Configuration) -> HTTPClient {
        HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
    }

    private static func bound(_ timeout: Duration) -> Int64 {
        let milliseconds = max(1, timeout.milliseconds)
        return 1 << Int64(Int64.bitWidth - (milliseconds - 1).leadingZeroBitCount)
    }

    private static func configuration(connect milliseconds: Int64) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .milliseconds(milliseconds)
        configuration.connectionPool.idleTimeout = .seconds(1)
        // A refused connection is the answer; trying again would only turn it into a timeout.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        return configuration
    }
}
