#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOSSL

/// Why a probe got no answer, in words a person understands.
enum ProbeFailure: Error, Equatable {
    case unresolved(String?)
    /// The policy forbids to dial the address.
    case refused(String)
    case timedOut
    case other(String)

    /// Reads what the system, NIO, BoringSSL or the HTTP client threw.
    init(_ error: any Error) {
        switch error {
        case let failure as ProbeFailure: self = failure
        case let error as IOError: self = .other(Self.words(errno: error.errnoCode))
        case let error as HTTPClientError: self = Self.reading(error)
        case ChannelError.connectTimeout, is CancellationError: self = .timedOut
        case ChannelError.ioOnClosedChannel, ChannelError.alreadyClosed:
            self = .other("connection closed without an answer")
        case is HTTPParserError: self = .other("does not speak HTTP")
        case ChannelError.eof: self = .other("connection closed without an answer")
        case let error as NIOSSLExtraError where error == .failedToValidateHostname:
            self = .other("certificate not trusted: it is for another host")
        case NIOSSLError.unableToValidateCertificate:
            self = .other("certificate not trusted: it is for another host")
        case NIOSSLError.handshakeFailed(let reason): self = .other(Self.words(handshake: "\(reason)"))
        case is NIOSSLError, is BoringSSLError: self = .other("TLS error: \(error)")
        default: self = .other("\(error)")
        }
    }

    /// What comes after the arrow.
    func words(timeout: Duration) -> String {
        switch self {
        case .unresolved(let detail): "name does not resolve" + (detail.map { ": \($0)" } ?? "")
        case .refused(let reason): "not dialled: \(reason)"
        case .timedOut: "no answer within \(Span.words(timeout))"
        case .other(let words): words
        }
    }

    /// Whether `error` says that there was nobody to connect to, so that another address of the same name may do better.
    static func isUnconnected(_ error: any Error) -> Bool {
        guard let error = error as? IOError else { return false }
        return [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EADDRNOTAVAIL].contains(error.errnoCode)
    }

    private static func reading(_ error: HTTPClientError) -> ProbeFailure {
        switch error {
        case .deadlineExceeded, .connectTimeout, .readTimeout, .writeTimeout, .tlsHandshakeTimeout, .cancelled,
            .getConnectionFromPoolTimeout:
            .timedOut
        case .remoteConnectionClosed: .other("connection closed without an answer")
        default: .other(error.shortDescription)
        }
    }

    private static func words(errno code: CInt) -> String {
        switch code {
        case ECONNREFUSED: "connection refused"
        case ECONNRESET, EPIPE: "connection reset"
        case EHOSTUNREACH: "host unreachable"
        case ENETUNREACH: "network unreachable"
        case EMFILE, ENFILE: "this daemon has too many files open"
        case EADDRNOTAVAIL: "this machine has no free port or no route to dial from"
        default: String(cString: strerror(code))
        }
    }

    /// BoringSSL says that the chain was not verified, not why.
    private static func words(handshake reason: String) -> String {
        if reason.contains("CERTIFICATE_VERIFY_FAILED") {
            return "certificate not trusted: self-signed, expired or of an unknown authority"
        }
        if reason.contains("WRONG_VERSION_NUMBER") || reason.contains("HTTP_REQUEST") { return "does not speak TLS" }
        return "TLS handshake failed: \(reason)"
    }
}
