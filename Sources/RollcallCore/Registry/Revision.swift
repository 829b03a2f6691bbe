/// The number of an event: 1, 2, 3 … without a gap, across restarts, within one epoch.
public struct Revision: Sendable, Hashable, Comparable, CustomStringConvertible {
    public let number: Int64

    public static let zero = Revision(0)

    public init(_ number: Int64) {
        self.number = number
    }

    public var next: Revision { Revision(number + 1) }
    public var previous: Revision { Revision(number - 1) }
    public var description: String { String(number) }
    public static func < (left: Revision, right: Revision) -> Bool { left.number < right.number }
}
