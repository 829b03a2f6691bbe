import Foundation
import NIOCore

/// What the system says is wrong, in its own few words, out of whatever a library wrapped around it.
package enum SystemError {
    package static func words(_ error: any Error) -> String {
        switch error {
        case let error as IOError: String(cString: strerror(error.errnoCode))
        case let error as CocoaError: words(error)
        default: "\(error)"
        }
    }

    private static func words(_ error: CocoaError) -> String {
        if let error = error.underlying as? POSIXError { return String(cString: strerror(error.code.rawValue)) }
        return switch error.code {
        case .fileNoSuchFile, .fileReadNoSuchFile: String(cString: strerror(ENOENT))
        case .fileReadNoPermission, .fileWriteNoPermission: String(cString: strerror(EACCES))
        case .fileReadInapplicableStringEncoding, .fileReadUnknownStringEncoding: "it is not UTF-8 text"
        default: error.localizedDescription
        }
    }
}
