/// The last so many calls of one instance: a ring of their verdicts, and the running counts.
package struct CallWindow: Sendable, Equatable {
    package enum Verdict: UInt8, Sendable { case good, slow, failed }

    package private(set) var failureCount = 0
    package private(set) var slowCount = 0
    /// Not bounded by the window.
    package private(set) var failuresInRow = 0
    /// Grows to its size and is then written round and round; `oldest` is the next to go.
    private var ring: [Verdict] = []
    private var oldest = 0

    package init() {}

    package var count: Int { ring.count }
    package var failureRate: Double { count == 0 ? 0 : Double(failureCount) / Double(count) }
    package var slowRate: Double { count == 0 ? 0 : Double(slowCount) / Double(count) }

    package mutating func record(_ verdict: Verdict, size: Int) {
        failuresInRow = verdict == .failed ? failuresInRow + 1 : 0
        if ring.count > size || (ring.count < size && oldest > 0) { resize(to: size) }
        count(verdict, 1)
        if ring.count < size {
            ring.append(verdict)
        } else {
            count(ring[oldest], -1)
            ring[oldest] = verdict
            oldest = oldest + 1 == size ? 0 : oldest + 1
        }
    }

    private mutating func count(_ verdict: Verdict, _ difference: Int) {
        switch verdict {
        case .good: break
        case .slow: slowCount += difference
        case .failed: failureCount += difference
        }
    }

    /// The size was set anew: keeps the newest that fit.
    private mutating func resize(to size: Int) {
        ring = Array((ring[oldest...] + ring[..<oldest]).suffix(size))
        oldest = 0
        failureCount = ring.count { $0 == .failed }
        slowCount = ring.count { $0 == .slow }
    }
}
