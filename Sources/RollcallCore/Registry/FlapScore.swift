/// How often an instance changed its status in the last hour.
package struct FlapScore: Sendable, Equatable {
    package static let window = Duration.seconds(3_600)
    /// Beyond this many the count stands still: it is flapping either way, and memory stays bounded.
    package static let countMax = 100

    /// Times of the newest changes, oldest first.
    private var changes: [WallTime] = []

    package init(_ changes: [WallTime] = []) {
        self.changes = Array(changes.suffix(Self.countMax))
    }

    package mutating func record(_ time: WallTime) {
        let start = time.advanced(by: .zero - Self.window)
        changes.removeAll { $0 <= start }
        if changes.count == Self.countMax { changes.removeFirst() }
        changes.append(time)
    }

    /// Changes within the hour that ends at `now`.
    package func count(at now: WallTime) -> Int {
        let start = now.advanced(by: .zero - Self.window)
        return changes.count { $0 > start && $0 <= now }
    }
}
