import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Why a connection did not come about or broke, in a person's words.
enum ConnectionFailure {
    static func words(_ error: any Error) -> String {
        switch error {
        case let error as NIOConnectionError:
            if let single = error.connectionErrors.first { words(single.error) } else { lookup(error) }
        case let error as IOError: String(cString: strerror(error.errnoCode)).lowercased()
        case let error as HTTPClientError where error == .connectTimeout: "the connection was not accepted in time"
        case let error as HTTPClientError where error == .remoteConnectionClosed: "the connection was closed"
        // A daemon that was killed leaves its answer in the middle.
        case is HTTPParserError: "the connection was closed"
        case let error as HTTPClientError: error.shortDescription
        case ChannelError.connectTimeout: "the connection was not accepted in time"
        case is ChannelError: "the connection was closed"
        default: isTLS(error) ? "no TLS there; a daemon itself speaks http only" : String(describing: error)
        }
    }

    /// The client's TLS library says it with a name of its own for each step of the handshake.
    private static func isTLS(_ error: any Error) -> Bool {
        String(reflecting: type(of: error)).hasPrefix("NIOSSL.")
    }

    private static func lookup(_ error: NIOConnectionError) -> String {
        (error.dnsAError ?? error.dnsAAAAError) != nil
            ? "the name \(error.host) does not resolve" : "no address to connect to"
    }
}
