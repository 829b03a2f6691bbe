/// The hashes of the newest pick keys, so that another policy can be tried on them.
package struct KeyLog: Sendable {
    package static let countMax = 50_000

    private let countMax: Int
    private var ring: [UInt64] = []
    private var next = 0

    package init(countMax: Int = countMax) {
        self.countMax = countMax
    }

    package mutating func record(_ hash: UInt64) {
        guard ring.count == countMax else {
            if countMax > 0 { ring.append(hash) }
            return
        }
        guard countMax > 0 else { return }
        ring[next] = hash
        next = (next + 1) % countMax
    }

    /// In no particular order.
    package var hashes: [UInt64] { ring }
}
