/// A point of a hash ring in one word: its place in the upper 44 bits, and in the lower 20 bits whose it is.
package struct RingPoint: Sendable, Hashable, Comparable {
    static let ownerBits = 20

    let bits: UInt64

    package init(place: UInt64, owner: Int) {
        precondition(owner < 1 << Self.ownerBits, "owner \(owner) is beyond what a ring tells apart")
        bits = (place >> Self.ownerBits) << Self.ownerBits | UInt64(owner)
    }

    /// In 2^-44 of the ring.
    package var place: UInt64 { bits >> Self.ownerBits }
    package var owner: Int { Int(bits & (1 << Self.ownerBits - 1)) }

    package static func < (left: RingPoint, right: RingPoint) -> Bool { left.bits < right.bits }
}

/// The points of a ring in order, and where in them each of many equal sectors begins.
///
/// Places are hashes and so evenly spread: a sector has one or two points, whatever their count. Finding one costs two
/// memory accesses where a search by halves makes a dozen wrong guesses, and sorting costs no more than counting.
package struct RingPoints: Sendable {
    package let points: [RingPoint]
    /// For each sector the index of the first point in or behind it.
    private let starts: [Int32]
    private let sectorBits: Int

    package init(_ unordered: [RingPoint]) {
        sectorBits = max(1, Int.bitWidth - 1 - max(1, unordered.count).leadingZeroBitCount)
        let shift = UInt64(64 - sectorBits)
        var starts = [Int32](repeating: 0, count: 1 << sectorBits + 1)
        for point in unordered { starts[Int(point.bits >> shift) + 1] += 1 }
        for sector in 1..<starts.count { starts[sector] += starts[sector - 1] }
        self.starts = starts
        var points = unordered
        for point in unordered {
            let sector = Int(point.bits >> shift)
            points[Int(starts[sector])] = point
            starts[sector] += 1
        }
        Self.finish(&points)
        self.points = points
    }

    /// Sorts what is in order but for neighbours in the same sector, by insertion.
    private static func finish(_ points: inout [RingPoint]) {
        for index in points.indices.dropFirst() {
            let point = points[index]
            var place = index
            while place > 0, points[place - 1] > point {
                points[place] = points[place - 1]
                place -= 1
            }
            points[place] = point
        }
    }

    /// Whose the first point at or behind the hash is, or that so many points `beyond` it; there must be one.
    func owner(of hash: UInt64, beyond: Int) -> Int {
        let sought = RingPoint(place: hash, owner: 0)
        var index = Int(starts[Int(hash >> UInt64(64 - sectorBits))])
        while index < points.count, points[index] < sought { index += 1 }
        index += beyond
        // Behind the last point the ring begins again.
        return points[index < points.count ? index : index % points.count].owner
    }
}
