/// The name that instances share and clients discover: folded to lower case, 1 to 63 of `[a-z0-9._-]`, beginning and
/// ending with a letter or digit.
public struct ServiceName: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// In lower case.
    public let text: String

    /// Takes a name that keeps to the limits; `field` is what a refusal names.
    public init(_ text: String, field: String = "name") throws(InvalidField) {
        let folded = text.lowercased()
        let bytes = folded.utf8
        // Some letters fold into ASCII that are not ASCII themselves, such as the Kelvin sign.
        guard (1...InstanceLimits.nameLengthMax).contains(bytes.count), text.utf8.allSatisfy({ $0 < 0x80 }),
            bytes.allSatisfy(Self.isAllowed),
            let first = bytes.first, let last = bytes.last, Self.isAlphanumeric(first), Self.isAlphanumeric(last)
        else {
            throw InvalidField(
                field, "must be 1 to 63 letters, digits or one of . _ -, beginning and ending with a letter or digit")
        }
        self.text = folded
    }

    /// For text that was validated before it was written, such as a database row.
    package init(trusted text: String) {
        self.text = text
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: false
        }
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }

    /// In lower case.
    public var description: String { text }
    /// In order of their bytes, as lists are.
    public static func < (left: ServiceName, right: ServiceName) -> Bool { left.text < right.text }
}
