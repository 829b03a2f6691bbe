import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
public import RollcallCore
import RollcallJSON
import RollcallWire

/// The registry of a daemon, over its HTTP API.
///
/// Calls never retry by themselves: every mutation is idempotent, and the caller knows best when to ask again.
/// `shutdown` must be called at the end; `withRegistry` does it.
public struct RemoteRegistry: Sendable {
    // The calls of `ServiceRegistry` throw `RegistryError`; those below it, in the words of the wire, throw `ClientError`,
    // or `CancellationError` when their task was cancelled. `follow` is a watch that comes back by itself.
    package let url: DaemonURL
    private let tokenFile: TokenFile?
    /// For calls, each with a deadline of its own.
    private let calls: HTTPClient
    /// For watches, which live on for as long as something arrives.
    let streams: HTTPClient
    private let timeout: Duration

    /// How long a call may take.
    public static let timeoutDefault = Duration.seconds(10)
    private static let connectTimeout = TimeAmount.seconds(3)
    private static let connectionCountMax = 1_024
    /// A watch pulses every second; after five without, the daemon or the way to it is gone.
    static let silenceMax = Duration.seconds(5)
    /// An answer beyond this is not one of ours: 100,000 instances take about 100 MB.
    private static let answerBytesMax = 512 << 20

    /// The daemon at `address`, such as `http://127.0.0.1:7420`; a scheme may be left out. Opens no connection yet.
    ///
    /// - Parameter tokenFile: the path of a file with a bearer token (RFC 6750), for a daemon behind a gate that asks for
    ///   one; it is read again when the token is refused.
    /// - Throws: `RegistryError.invalid` when `address` is not one, or `tokenFile` holds no token.
    public init(
        address: String = "http://127.0.0.1:7420", tokenFile: String? = nil, timeout: Duration = timeoutDefault
    ) throws(RegistryError) {
        do throws(ClientError) {
            let tokens = try tokenFile.map { path throws(ClientError) in try TokenFile(path: path) }
            self.init(try DaemonURL(address), tokenFile: tokens, timeout: timeout)
        } catch .unusableToken(_, let reason) {
            throw .invalid(InvalidField("tokenFile", "must name a file that holds a token: \(reason)"))
        } catch {
            throw .invalid(InvalidField("address", "must be written as http://127.0.0.1:7420"))
        }
    }

    package init(_ url: DaemonURL, tokenFile: TokenFile? = nil, timeout: Duration = timeoutDefault) {
        self.url = url
        self.tokenFile = tokenFile
        self.timeout = timeout
        calls = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.configuration(read: nil))
        streams = HTTPClient(
            eventLoopGroupProvider: .singleton,
            configuration: Self.configuration(read: .nanoseconds(Self.silenceMax.nanoseconds)))
    }

    /// Runs `body` with a registry that is shut down afterwards, however `body` ends.
    package static func withRegistry<Result>(
        _ url: DaemonURL, tokenFile: TokenFile? = nil, timeout: Duration = timeoutDefault,
        _ body: (RemoteRegistry) async throws -> Result
    ) async throws -> Result {
        let registry = RemoteRegistry(url, tokenFile: tokenFile, timeout: timeout)
        do {
            let result = try await body(registry)
            await registry.shutdown()
            return result
        } catch {
            await registry.shutdown()
            throw error
        }
    }

    /// Closes every connection. Calls and watches under way fail.
    public func shutdown() async {
        // Shutting down fails only when it was done before, and then there is nothing left to do.
        try? await calls.shutdown()
        try? await streams.shutdown()
    }

    private static func configuration(read: TimeAmount?) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: connectTimeout, read: read))
        // A refused connection is an answer; to try again is the caller's choice.
        configuration.connectionPool.retryConnectionEstablishment = false
        // Each watch holds one for as long as it lives; the default of 8 would have the ninth wait for ever.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionCountMax
        configuration.httpVersion = .http1Only
        return configuration
    }
}

// MARK: - One exchange

extension RemoteRegistry {
    func get<Answer: Decodable>(_ target: RequestTarget, wait: Duration = .zero) async throws -> Answer {
        try await call(.GET, target, nil, wait: wait)
    }

    func send<Answer: Decodable>(
        _ method: HTTPMethod, _ target: RequestTarget, _ body: (some Encodable)? = String?.none
    ) async throws -> Answer {
        try await call(method, target, try body.map { ByteBuffer(bytes: try JSONEncoder().encode($0)) })
    }

    private func call<Answer: Decodable>(
        _ method: HTTPMethod, _ target: RequestTarget, _ body: ByteBuffer?, wait: Duration = .zero
    ) async throws -> Answer {
        var request = request(target)
        request.method = method
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(body)
        }
        var (status, bytes) = try await exchange(request, timeout + wait)
        // Who asks for another token has not done what was asked.
        if status == .unauthorized, renewToken(of: &request) {
            (status, bytes) = try await exchange(request, timeout + wait)
        }
        guard (200..<300).contains(status.code) else { throw refusal(status, bytes) }
        return try decoded(Answer.self, bytes)
    }

    private func exchange(
        _ request: HTTPClientRequest, _ limit: Duration
    ) async throws -> (HTTPResponseStatus, ByteBuffer) {
        do {
            let response = try await calls.execute(request, timeout: .nanoseconds(limit.nanoseconds))
            return (response.status, try await response.body.collect(upTo: Self.answerBytesMax))
        } catch {
            throw try failure(error, limit)
        }
    }

    /// Whether there is another token by now; if so, `request` carries it.
    func renewToken(of request: inout HTTPClientRequest) -> Bool {
        guard let tokenFile, let given = request.headers.first(name: "authorization"),
            tokenFile.renew(String(given.dropFirst(Self.scheme.count)))
        else { return false }
        request.headers.replaceOrAdd(name: "authorization", value: Self.scheme + tokenFile.token)
        return true
    }

    private static let scheme = "Bearer "

    func request(_ target: RequestTarget) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url.text + target.description)
        request.headers.add(name: "accept", value: "application/json")
        request.headers.add(name: "user-agent", value: "rollcall/\(RollcallVersion.current)")
        if let tokenFile { request.headers.add(name: "authorization", value: Self.scheme + tokenFile.token) }
        return request
    }

    func decoded<Answer: Decodable>(_ type: Answer.Type, _ bytes: ByteBuffer) throws -> Answer {
        do {
            // The long lists read themselves: Foundation's decoder would take most of a command's time.
            if let readable = type as? any JSONReadable.Type,
                let answer = try readable.init(json: Array(bytes.readableBytesView)) as? Answer
            {
                return answer
            }
            return try JSONDecoder().decode(type, from: Data(bytes.readableBytesView))
        } catch {
            throw ClientError.notRollcall(url: url.text, reason: "its answer is not a \(type)")
        }
    }

    /// What an answer outside 2xx says.
    func refusal(_ status: HTTPResponseStatus, _ bytes: ByteBuffer) -> ClientError {
        if status == .unauthorized { return .unauthorized(url: url.text, hasToken: tokenFile != nil) }
        do {
            return .problem(try JSONDecoder().decode(ProblemView.self, from: Data(bytes.readableBytesView)))
        } catch {
            // The daemon itself explains what it forbids; this is somebody before it.
            if status == .forbidden { return .unauthorized(url: url.text, hasToken: tokenFile != nil) }
            return .notRollcall(url: url.text, reason: "it answers \(status.code) \(status.reasonPhrase)")
        }
    }

    /// What an exchange that broke off says; throws `CancellationError` when its task was cancelled.
    func failure(_ error: any Error, _ limit: Duration) throws -> ClientError {
        try Task.checkCancellation()
        return switch error {
        case let error as ClientError: error
        case is CancellationError: throw error
        case let error as HTTPClientError where error == .cancelled: throw CancellationError()
        case let error as HTTPClientError where error == .deadlineExceeded || error == .readTimeout:
            .timedOut(url: url.text, after: limit)
        case is NIOTooManyBytesError: .notRollcall(url: url.text, reason: "its answer has no end")
        default: .unreachable(url: url.text, reason: ConnectionFailure.words(error))
        }
    }
}
