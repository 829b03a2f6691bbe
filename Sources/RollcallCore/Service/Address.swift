/// Where an instance listens: an IPv4 or IPv6 literal, or a host name. IPv6 is kept without brackets.
public struct Address: Sendable, Hashable, CustomStringConvertible {
    /// The literal or name, IPv6 without brackets.
    public let text: String

    /// Takes an address, IPv6 with or without brackets.
    public init(_ text: String) throws(InvalidField) {
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        guard (1...InstanceLimits.addressLengthMax).contains(bare.utf8.count),
            Self.isLiteralV6(bare) || Self.isHost(bare)
        else { throw InvalidField("address", "must be an IPv4 or IPv6 address or a host name, without a port") }
        self.text = bare
    }

    /// For text that was validated before it was written, such as a database row.
    package init(trusted text: String) {
        self.text = text
    }

    /// Whether it is an IPv6 literal.
    public var isIPv6: Bool { text.utf8.contains(UInt8(ascii: ":")) }

    /// As it stands in a URL: IPv6 in brackets.
    public var urlHost: String { isIPv6 ? "[\(text)]" : text }

    /// The literal or name.
    public var description: String { text }

    /// The shape only; whether it can be dialled is judged when it is resolved.
    private static func isLiteralV6(_ text: String) -> Bool {
        var groups = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (3...9).contains(groups.count) else { return false }
        // An IPv4 address may stand at the end (RFC 4291, 2.2).
        if let last = groups.last, last.contains(".") {
            guard isLiteralV4(last) else { return false }
            groups.removeLast()
        }
        return groups.allSatisfy { group in
            group.utf8.count <= 4 && group.utf8.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }
        }
    }

    private static func isLiteralV4(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { $0.utf8.count <= 3 && UInt8($0) != nil && !$0.hasPrefix("+") }
    }

    private static func isHost(_ text: String) -> Bool {
        let labels = (text.hasSuffix(".") ? text.dropLast() : Substring(text))
            .split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.utf8.allSatisfy { byte in
                    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
                        || (byte < 0x80
                            && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber))
                }
        }
    }
}
