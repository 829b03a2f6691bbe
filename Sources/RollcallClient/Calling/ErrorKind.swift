import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix
import RollcallCore

/// What an error that the body of a call threw says about the instance.
enum ErrorKind {
    static func result(of error: any Error) -> CallOutcome.Result {
        switch error {
        case let error as CallFailure: error.result
        case is CancellationError: .cancelled
        case let error as HTTPClientError: result(of: error)
        case is NIOConnectionError: .connectFailed
        case ChannelError.connectTimeout: .connectFailed
        case let error as IOError: result(ofErrno: error.errnoCode)
        case let error as POSIXError: result(ofErrno: error.code.rawValue)
        default: .error
        }
    }

    private static func result(of error: HTTPClientError) -> CallOutcome.Result {
        switch error {
        case .connectTimeout, .tlsHandshakeTimeout, .socksHandshakeTimeout: .connectFailed
        case .readTimeout, .writeTimeout, .deadlineExceeded: .timeout
        case .remoteConnectionClosed: .reset
        case .cancelled: .cancelled
        default: .error
        }
    }

    private static func result(ofErrno code: Int32) -> CallOutcome.Result {
        switch code {
        case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, ENETDOWN: .connectFailed
        case ETIMEDOUT: .timeout
        case ECONNRESET, ECONNABORTED, EPIPE: .reset
        default: .error
        }
    }
}
