/// Looks for a text in the first bytes of a body that comes in parts.
struct TextSearch {
    private let text: [UInt8]
    private let bytesMax: Int
    private var bytes: [UInt8] = []
    private(set) var isFound = false

    init(_ text: String, bytesMax: Int) {
        self.text = Array(text.utf8)
        self.bytesMax = bytesMax
    }

    /// Takes in `part`; true when the text was found or can no longer be.
    mutating func isOver(after part: some Collection<UInt8>) -> Bool {
        // What was searched is searched again only where the text may straddle the seam.
        let start = max(0, bytes.count - text.count + 1)
        bytes.append(contentsOf: part.prefix(bytesMax - bytes.count))
        isFound = isFound || contains(from: start)
        return isFound || bytes.count >= bytesMax
    }

    private func contains(from start: Int) -> Bool {
        guard bytes.count >= text.count else { return false }
        return (start...max(start, bytes.count - text.count)).contains { bytes[$0...].starts(with: text) }
    }
}
