/// The path and query of a request, with every part from outside percent-encoded.
package struct RequestTarget: Sendable, Equatable, CustomStringConvertible {
    private var path: String
    private var query: [(name: String, value: String)] = []

    /// `segments` below `/api/v1`.
    package init(_ segments: String...) {
        path = "/api/v1" + segments.map { "/" + Self.encoded($0) }.joined()
    }

    /// The same target with a query item more; nil adds nothing.
    package func with(_ name: String, _ value: (some LosslessStringConvertible)?) -> RequestTarget {
        guard let value else { return self }
        var target = self
        target.query.append((name, String(value)))
        return target
    }

    package func with(_ name: String, each values: [String]) -> RequestTarget {
        values.reduce(self) { $0.with(name, $1) }
    }

    package var description: String {
        guard !query.isEmpty else { return path }
        return path + "?" + query.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }.joined(separator: "&")
    }

    package static func == (left: RequestTarget, right: RequestTarget) -> Bool { left.description == right.description }

    /// RFC 3986: everything but the unreserved characters, so that no value can change the shape of the target.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                result += "%" + (hex.count < 2 ? "0" : "") + hex
            }
        }
        return result
    }
}
