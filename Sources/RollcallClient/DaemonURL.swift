import Foundation

/// Where a daemon listens, as in `http://127.0.0.1:7420`.
package struct DaemonURL: Sendable, Hashable, CustomStringConvertible {
    /// Without a slash at its end.
    package let text: String

    package static let standard = DaemonURL(trusted: "http://127.0.0.1:7420")

    /// A scheme may be left out: `127.0.0.1:7420` means http.
    package init(_ text: String) throws(ClientError) {
        let given = text.contains("://") ? text : "http://" + text
        guard given.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let parts = URLComponents(string: given),
            parts.scheme == "http" || parts.scheme == "https", let host = parts.host, !host.isEmpty,
            parts.user == nil, parts.query == nil, parts.fragment == nil, (1...65_535).contains(parts.port ?? 80)
        else { throw .invalidURL(text) }
        var bare = Substring(given)
        while bare.hasSuffix("/") { bare = bare.dropLast() }
        self.text = String(bare)
    }

    private init(trusted text: String) {
        self.text = text
    }

    package var description: String { text }
}
