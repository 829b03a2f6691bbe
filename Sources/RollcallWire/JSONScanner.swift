import RollcallCore

/// Walks a JSON document (RFC 8259) and compares its fields with a shape. Values are left to the decoder.
struct JSONScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func value(_ shape: JSONShape, path: String, depth: Int) throws(JSONRefusal) {
        guard depth <= JSONShape.depthMax else { throw malformed("it is nested too deeply") }
        skipSpace()
        guard let byte = peek else { throw malformed("it ends too early") }
        switch byte {
        case UInt8(ascii: "{"): try object(shape, path, depth)
        case UInt8(ascii: "["): try array(shape, path, depth)
        case UInt8(ascii: "\""): _ = try string()
        default: try literal(shape, path)
        }
    }

    mutating func end() throws(JSONRefusal) {
        skipSpace()
        guard index == bytes.count else { throw malformed("something follows the document") }
    }

    private mutating func object(_ shape: JSONShape, _ path: String, _ depth: Int) throws(JSONRefusal) {
        index += 1
        var seen: Set<String> = []
        skipSpace()
        if take(UInt8(ascii: "}")) { return }
        while true {
            skipSpace()
            guard peek == UInt8(ascii: "\"") else { throw malformed("a field name in quotes is expected") }
            let key = try string()
            let shown = SafeText.escaped(key, countMax: 64)
            let field = path.isEmpty ? shown : "\(path).\(shown)"
            guard seen.insert(key).inserted else { throw .field(InvalidField(field, "is given twice")) }
            let inner: JSONShape
            switch shape {
            case .object(let fields):
                guard let known = fields[key] else {
                    throw .field(InvalidField(field, "is not a field of this request"))
                }
                inner = known
            case .map, .scalar, .integer, .array: inner = .scalar
            }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw malformed("a colon is expected") }
            skipSpace()
            if case .object = shape, bytes[index...].starts(with: "null".utf8) {
                throw .field(InvalidField(field, "must not be null; leave it out"))
            }
            try value(inner, path: field, depth: depth + 1)
            skipSpace()
            if take(UInt8(ascii: "}")) { return }
            guard take(UInt8(ascii: ",")) else { throw malformed("a comma or a closing brace is expected") }
        }
    }

    private mutating func array(_ shape: JSONShape, _ path: String, _ depth: Int) throws(JSONRefusal) {
        index += 1
        var inner = JSONShape.scalar
        if case .array(let element) = shape { inner = element }
        skipSpace()
        if take(UInt8(ascii: "]")) { return }
        var position = 0
        while true {
            try value(inner, path: "\(path)[\(position)]", depth: depth + 1)
            position += 1
            skipSpace()
            if take(UInt8(ascii: "]")) { return }
            guard take(UInt8(ascii: ",")) else { throw malformed("a comma or a closing bracket is expected") }
        }
    }

    /// The text of a string. Escapes are resolved, so that `"\u006eame"` counts as `"name"`.
    private mutating func string() throws(JSONRefusal) -> String {
        index += 1
        var units: [UInt8] = []
        while let byte = peek {
            index += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: units, as: UTF8.self) else {
                    throw malformed("a string is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): try escape(&units)
            case ..<0x20: throw malformed("a string holds a control character")
            default: units.append(byte)
            }
        }
        throw malformed("a string is not closed")
    }

    private mutating func escape(_ units: inout [UInt8]) throws(JSONRefusal) {
        guard let byte = peek else { throw malformed("an escape is not complete") }
        index += 1
        switch byte {
        case UInt8(ascii: "n"): units.append(0x0A)
        case UInt8(ascii: "t"): units.append(0x09)
        case UInt8(ascii: "r"): units.append(0x0D)
        case UInt8(ascii: "b"): units.append(0x08)
        case UInt8(ascii: "f"): units.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): units.append(byte)
        case UInt8(ascii: "u"):
            var code = try codeUnit()
            if (0xD800..<0xDC00).contains(code), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
                let low = try codeUnit()
                guard (0xDC00..<0xE000).contains(low) else { throw malformed("a surrogate stands alone") }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw malformed("a surrogate stands alone") }
            units.append(contentsOf: Array(String(Character(scalar)).utf8))
        default: throw malformed("an escape is unknown")
        }
    }

    private mutating func codeUnit() throws(JSONRefusal) -> UInt32 {
        guard index + 4 <= bytes.count,
            let code = UInt32(String(decoding: bytes[index..<index + 4], as: UTF8.self), radix: 16)
        else { throw malformed("four hexadecimal digits are expected") }
        index += 4
        return code
    }

    /// A number, `true`, `false` or `null`; which of them is right is the decoder's to judge, but for numbers that are
    /// not whole: those it refuses without saying where they stand.
    private mutating func literal(_ shape: JSONShape, _ path: String) throws(JSONRefusal) {
        let start = index
        while let byte = peek, Self.isLiteral(byte) { index += 1 }
        guard index > start else { throw malformed("a value is expected") }
        guard case .integer = shape, Self.isNumeric(bytes[start]) else { return }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if let number = Double(text), Int64(text) == nil, Int64(exactly: number) == nil {
            throw .field(InvalidField(path, "must be a whole number of at most 64 bits"))
        }
    }

    private static func isNumeric(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "+"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "E"):
            true
        default: false
        }
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { index += 1 }
    }

    private func malformed(_ reason: String) -> JSONRefusal {
        .malformed(at: index, reason)
    }
}
