/// The newest results of a check, four bytes each: when, whether it passed and how long it took, but not why.
///
/// Times are kept to a tenth of a second and as distances, so that they neither drift nor need eight bytes.
package struct CheckMarks: Sendable, Equatable {
    package static let countMax = 60

    private struct Mark: Sendable, Equatable {
        /// Tenths of a second since the result before; more than fits, nearly two hours, counts as that.
        let distance: UInt16
        /// The highest bit says that it passed; the rest is how long it took.
        let took: UInt16
    }

    /// Grows to its bound and is then written round and round; `oldest` is the next to go.
    private var ring: [Mark] = []
    private var oldest = 0
    private var newest: WallTime?

    package init() {}

    package var count: Int { ring.count }

    package mutating func record(_ result: CheckResult) {
        let distance = newest.map { Self.tenths(result.at) - Self.tenths($0) } ?? 0
        let mark = Mark(
            distance: UInt16(clamping: distance),
            took: Self.packed(result.took.milliseconds) | (result.passed ? Self.passedBit : 0))
        newest = result.at
        if ring.count < Self.countMax {
            ring.append(mark)
        } else {
            ring[oldest] = mark
            oldest = (oldest + 1) % Self.countMax
        }
    }

    /// Oldest first, without their causes.
    package var results: [(at: WallTime, passed: Bool, took: Duration)] {
        guard let newest else { return [] }
        var results: [(at: WallTime, passed: Bool, took: Duration)] = []
        var tenths = Self.tenths(newest)
        for mark in (ring[oldest...] + ring[..<oldest]).reversed() {
            // Only the newest has its time to the millisecond.
            let at = results.isEmpty ? newest : WallTime(milliseconds: tenths * 100)
            let took = Duration.milliseconds(Self.unpacked(mark.took & ~Self.passedBit))
            results.append((at: at, passed: mark.took & Self.passedBit != 0, took: took))
            tenths -= Int64(mark.distance)
        }
        return results.reversed()
    }

    // MARK: Packing

    private static let passedBit: UInt16 = 1 << 15
    /// Exact up to here, in steps of 64 ms beyond, up to 17 minutes.
    private static let exactMax: Int64 = (1 << 14) - 1

    private static func tenths(_ time: WallTime) -> Int64 { time.milliseconds / 100 }

    private static func packed(_ milliseconds: Int64) -> UInt16 {
        let milliseconds = max(0, milliseconds)
        guard milliseconds > exactMax else { return UInt16(milliseconds) }
        return UInt16(min((1 << 15) - 1, exactMax + 1 + (milliseconds - exactMax - 1) / 64))
    }

    private static func unpacked(_ took: UInt16) -> Int64 {
        let took = Int64(took)
        return took <= exactMax ? took : exactMax + 1 + (took - exactMax - 1) * 64
    }
}
