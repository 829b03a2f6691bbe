import Foundation
import Synchronization

/// A bearer token (RFC 6750) in a file, for a daemon behind a gate that asks for one. It is read again whenever it is
/// refused, so that whoever renews the file needs to restart nobody.
package final class TokenFile: Sendable {
    private let path: String
    private let current: Mutex<String>

    /// - Throws: `ClientError.unusableToken` when the file cannot be read or holds anything but one token.
    package init(path: String) throws(ClientError) {
        self.path = path
        current = Mutex(try Self.read(path))
    }

    var token: String { current.withLock(\.self) }

    /// Reads the file again. One that cannot be used now, as while it is being written, changes nothing.
    ///
    /// - Returns: whether the token is another one than `refused`.
    func renew(_ refused: String) -> Bool {
        let read = try? Self.read(path)
        return current.withLock {
            $0 = read ?? $0
            return $0 != refused
        }
    }

    private static let byteCountMax = 16 << 10

    private static func read(_ path: String) throws(ClientError) -> String {
        let text: String
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            // A token has an end, whatever the path names.
            text = String(decoding: try file.read(upToCount: byteCountMax + 1) ?? Data(), as: UTF8.self)
        } catch {
            let reason = FileManager.default.fileExists(atPath: path) ? "it cannot be read" : "there is no such file"
            throw .unusableToken(path: path, reason: reason)
        }
        let token = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !token.isEmpty else { throw .unusableToken(path: path, reason: "it is empty") }
        guard text.utf8.count <= byteCountMax, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw .unusableToken(path: path, reason: "it holds more than one token of visible ASCII characters")
        }
        return token
    }
}
