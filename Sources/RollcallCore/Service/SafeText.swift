/// Text from strangers that ends up in a terminal, a log or a URL.
package enum SafeText {
    /// True for what must never be stored: C0 and C1 controls, DEL, and the bidirectional controls that make text
    /// read as something it is not (Unicode TR 9, and the "Trojan Source" paper).
    package static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F: true
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        case 0x2028, 0x2029: true
        default: false
        }
    }

    package static func isSafe(_ text: String) -> Bool {
        !text.unicodeScalars.contains(where: isForbidden)
    }

    /// `text` with every forbidden scalar shown as `\xNN` or `\u{NNNN}` and cut after `countMax` scalars.
    package static func escaped(_ text: some StringProtocol, countMax: Int = .max) -> String {
        var result = ""
        for (index, scalar) in text.unicodeScalars.enumerated() {
            guard index < countMax else { return result + "…" }
            guard isForbidden(scalar) else {
                result.unicodeScalars.append(scalar)
                continue
            }
            let hex = String(scalar.value, radix: 16)
            result += scalar.value < 0x100 ? "\\x" + (hex.count < 2 ? "0" : "") + hex : "\\u{" + hex + "}"
        }
        return result
    }

    /// Refuses text that is empty, longer than `lengthMax` bytes, or holds a forbidden scalar.
    static func check(_ text: String, field: String, lengthMax: Int) throws(InvalidField) {
        guard !text.isEmpty else { throw InvalidField(field, "must not be empty") }
        guard text.utf8.count <= lengthMax else { throw InvalidField(field, "must be at most \(lengthMax) bytes long") }
        guard isSafe(text) else { throw InvalidField(field, "must not contain control or bidirectional characters") }
    }
}
