#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import NIOCore
import NIOPosix

/// Why no connection to an instance came about.
package enum ConnectFailure: Error, Sendable, Equatable {
    case refused
    case timedOut
    case unreachable
    case reset
    case unresolved(String)
    case other(String)

    /// What NIO threw at the connect; nil when this machine's own limits were the cause, which says nothing about the
    /// instance and must not count against it.
    init?(_ error: any Error) {
        switch error {
        case let error as IOError:
            guard let failure = Self.reading(errno: error.errnoCode) else { return nil }
            self = failure
        case ChannelError.connectTimeout(_): self = .timedOut
        // Of the addresses that a name led to, the last that was tried speaks for all.
        case let error as NIOConnectionError:
            guard let last = error.connectionErrors.last?.error else {
                self = .unresolved("\(error.dnsAError ?? error.dnsAAAAError ?? error)")
                return
            }
            guard let failure = ConnectFailure(last) else { return nil }
            self = failure
        default: self = .other("\(error)")
        }
    }

    private static func reading(errno code: CInt) -> ConnectFailure? {
        switch code {
        case ECONNREFUSED: .refused
        case ETIMEDOUT: .timedOut
        case EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN: .unreachable
        case ECONNRESET, EPIPE, ECONNABORTED: .reset
        case EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL, EAGAIN: nil
        default: .other(String(cString: strerror(code)))
        }
    }

    /// As it stands in the log and in the history.
    package var words: String {
        switch self {
        case .refused: "connection refused"
        case .timedOut: "no connection in time"
        case .unreachable: "host or network unreachable"
        case .reset: "reset while connecting"
        case .unresolved(let detail): "name does not resolve: \(detail)"
        case .other(let words): words
        }
    }
}
