/// A text that is looked for within others, whatever their capitals.
package struct Needle: Sendable, Equatable {
    package let text: String
    private let bytes: [UInt8]
    private let isASCII: Bool

    package init(_ text: String) {
        self.text = text
        bytes = Array(text.lowercased().utf8)
        isASCII = bytes.allSatisfy { $0 < 0x80 }
    }

    package func isIn(_ text: String) -> Bool {
        // Ten thousand rows are looked through between two frames: no copies as long as bytes tell the same.
        guard isASCII || text.utf8.allSatisfy({ $0 < 0x80 }) else { return isIn(Array(text.lowercased().utf8)) }
        guard let isFound = text.utf8.withContiguousStorageIfAvailable(isIn) else { return isIn(Array(text.utf8)) }
        return isFound
    }

    private func isIn(_ hay: some RandomAccessCollection<UInt8>) -> Bool {
        hay.withContiguousStorageIfAvailable(isIn) ?? Array(hay).withUnsafeBufferPointer(isIn)
    }

    private func isIn(_ hay: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first else { return true }
        guard hay.count >= bytes.count else { return false }
        for start in 0...hay.count - bytes.count where Self.small(hay[start]) == first {
            var length = 1
            while length < bytes.count, Self.small(hay[start + length]) == bytes[length] { length += 1 }
            if length == bytes.count { return true }
        }
        return false
    }

    private static func small(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
