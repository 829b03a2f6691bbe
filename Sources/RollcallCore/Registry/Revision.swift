/// The number of an event: 1, 2, 3 … without a gap, across restarts, within one epoch.
package struct Revision: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let number: Int64

    package static let zero = Revision(0)

    package init(_ number: Int64) {
        self.number = number
    }

    package var next: Revision { Revision(number + 1) }
    package var previous: Revision { Revision(number - 1) }
    package var description: String { String(number) }
    package static func < (left: Revision, right: Revision) -> Bool { left.number < right.number }
}
