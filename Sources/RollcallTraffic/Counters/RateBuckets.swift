package import RollcallCore

/// How often something happened in each of the last 60 seconds and in each of the last 60 minutes.
package struct RateBuckets: Sendable {
    package static let bucketCount = 60

    private var seconds = Ring(width: .seconds(1))
    private var minutes = Ring(width: .seconds(60))

    package init() {}

    package mutating func record(at now: Moment) {
        seconds.record(at: now)
        minutes.record(at: now)
    }

    /// Oldest first; the last one is the second that is under way.
    package func perSecond(at now: Moment) -> [Int] { seconds.counts(at: now) }
    package func perMinute(at now: Moment) -> [Int] { minutes.counts(at: now) }

    /// Counts by their place in time. Moving on clears what is passed over, at most the whole ring.
    private struct Ring: Sendable {
        private let width: Int64
        private var counts: [UInt32] = []
        /// The bucket that was written last, counted from the clock's origin.
        private var newest: Int64 = 0

        init(width: Duration) {
            self.width = width.nanoseconds
        }

        mutating func record(at now: Moment) {
            let bucket = now.nanoseconds / width
            if counts.isEmpty {
                counts = Array(repeating: 0, count: bucketCount)
                newest = bucket
            }
            if bucket > newest {
                for passed in (max(newest, bucket - Int64(bucketCount)) + 1)...bucket { counts[slot(passed)] = 0 }
                newest = bucket
            }
            // A caller whose clock reading was overtaken by another's counts where the clock now stands.
            counts[slot(newest)] &+= 1
        }

        func counts(at now: Moment) -> [Int] {
            let last = now.nanoseconds / width
            return (last - Int64(bucketCount) + 1...last).map { bucket in
                guard !counts.isEmpty, bucket <= newest, bucket > newest - Int64(bucketCount) else { return 0 }
                return Int(counts[slot(bucket)])
            }
        }

        private func slot(_ bucket: Int64) -> Int {
            let rest = Int(bucket % Int64(bucketCount))
            return rest < 0 ? rest + bucketCount : rest
        }
    }
}
