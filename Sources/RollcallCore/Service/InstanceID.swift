/// The name of one instance, unique in the registry and chosen by its provider: 1 to 64 of `[A-Za-z0-9._:-]`, the first
/// a letter or digit: `..` would vanish from a URL, and `-x` reads as an option.
public struct InstanceID: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// As its provider wrote it.
    public let text: String

    /// Takes an id that keeps to the limits.
    public init(_ text: String) throws(InvalidField) {
        let length = 1...InstanceLimits.idLengthMax
        guard length.contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed),
            let first = text.utf8.first, !Self.isPunctuation(first)
        else {
            throw InvalidField(
                "id", "must be 1 to \(length.upperBound) letters, digits or . _ : -, the first a letter or digit")
        }
        self.text = text
    }

    /// For text that was validated before it was written, such as a database row.
    package init(trusted text: String) {
        self.text = text
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: isPunctuation(byte)
        }
    }

    private static func isPunctuation(_ byte: UInt8) -> Bool { "._:-".utf8.contains(byte) }

    /// As its provider wrote it.
    public var description: String { text }
    /// In order of their bytes, as lists are.
    public static func < (left: InstanceID, right: InstanceID) -> Bool { left.text < right.text }
}
