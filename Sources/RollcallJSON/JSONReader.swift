/// Reads what `JSONWriter` wrote, value by value, and any other JSON with the same fields. The text may come from a
/// stranger: it is never trusted to be whole, small or shallow.
package struct JSONReader {
    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0

    /// Deeper than any text of ours, and far from the end of the stack.
    private static let depthMax = 64

    package init(_ text: String) {
        bytes = Array(text.utf8)
    }

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    package mutating func object(_ field: (String, inout JSONReader) throws -> Void) throws {
        try descend(UInt8(ascii: "{"))
        defer { depth -= 1 }
        if take(UInt8(ascii: "}")) { return }
        repeat {
            let name = try string()
            try expect(UInt8(ascii: ":"))
            try field(name, &self)
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
    }

    package mutating func array(_ element: (inout JSONReader) throws -> Void) throws {
        try descend(UInt8(ascii: "["))
        defer { depth -= 1 }
        if take(UInt8(ascii: "]")) { return }
        repeat { try element(&self) } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
    }

    package mutating func string() throws -> String {
        try expect(UInt8(ascii: "\""))
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\") { index += 1 }
        guard index < bytes.count else { throw malformed("a text does not end") }
        if bytes[index] == UInt8(ascii: "\"") {
            defer { index += 1 }
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }
        return try escapedString(from: start)
    }

    package mutating func integer() throws -> Int64 {
        skipSpace()
        let start = index
        if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
        while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
        guard let value = Int64(String(decoding: bytes[start..<index], as: UTF8.self)) else {
            throw malformed("a whole number is expected")
        }
        return value
    }

    package mutating func number() throws -> Double {
        skipSpace()
        let start = index
        try skipNumber()
        guard let value = Double(String(decoding: bytes[start..<index], as: UTF8.self)), value.isFinite else {
            throw malformed("a number is expected")
        }
        return value
    }

    package mutating func bool() throws -> Bool {
        if takeWord("true") { return true }
        if takeWord("false") { return false }
        throw malformed("true or false is expected")
    }

    /// The text of the next value, whatever it is.
    package mutating func raw() throws -> String {
        skipSpace()
        let start = index
        try skip()
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    package mutating func skip() throws {
        skipSpace()
        guard index < bytes.count else { throw malformed("it ends too early") }
        switch bytes[index] {
        case UInt8(ascii: "{"): try object { _, reader in try reader.skip() }
        case UInt8(ascii: "["): try array { reader in try reader.skip() }
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try bool()
        case UInt8(ascii: "n"): guard takeWord("null") else { throw malformed("null is expected") }
        default: try skipNumber()
        }
    }

    private mutating func skipNumber() throws {
        let start = index
        while index < bytes.count, Self.isNumeric(bytes[index]) { index += 1 }
        guard index > start else { throw malformed("a value is expected") }
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
    }

    package func end() throws {
        guard bytes[index...].allSatisfy({ $0 <= 0x20 }) else { throw malformed("something follows the value") }
    }

    // MARK: Bytes

    private mutating func escapedString(from start: Int) throws -> String {
        var result = Array(bytes[start..<index])
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: result, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                result.append(byte)
                continue
            }
            guard index < bytes.count else { break }
            let escape = bytes[index]
            index += 1
            switch escape {
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            case UInt8(ascii: "b"): result.append(0x08)
            case UInt8(ascii: "f"): result.append(0x0C)
            case UInt8(ascii: "u"): result.append(contentsOf: String(try escapedScalar()).utf8)
            default: result.append(escape)
            }
        }
        throw malformed("a text does not end")
    }

    private mutating func escapedScalar() throws -> Character {
        let value = try fourHexDigits()
        if UTF16.isLeadSurrogate(value), takeWord("\\u") {
            let trail = try fourHexDigits()
            guard UTF16.isTrailSurrogate(trail) else { throw malformed("half a character is escaped") }
            let pair = UInt32(value & 0x3FF) << 10 | UInt32(trail & 0x3FF)
            return Character(Unicode.Scalar(0x10000 + pair) ?? "\u{FFFD}")
        }
        guard let scalar = Unicode.Scalar(value) else { throw malformed("half a character is escaped") }
        return Character(scalar)
    }

    private mutating func fourHexDigits() throws -> UInt16 {
        guard index + 4 <= bytes.count,
            let value = UInt16(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw malformed("\\u is not followed by four digits") }
        index += 4
        return value
    }

    private mutating func descend(_ byte: UInt8) throws {
        guard depth < Self.depthMax else { throw malformed("it is nested too deeply") }
        try expect(byte)
        depth += 1
    }

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpace()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws {
        guard take(byte) else { throw malformed("\(Character(Unicode.Scalar(byte))) is expected") }
    }

    private mutating func takeWord(_ word: String) -> Bool {
        skipSpace()
        guard bytes[index...].starts(with: word.utf8) else { return false }
        index += word.utf8.count
        return true
    }

    private func malformed(_ reason: String) -> Malformed {
        Malformed(reason: "\(reason) at byte \(index)")
    }
}
