/// The number of an event: 1, 2, 3 … without a gap, across restarts, within one epoch.
public struct Revision: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// Counted from 1.
    public let number: Int64

    /// Before the first event.
    public static let zero = Revision(0)

    /// The revision of that number.
    public init(_ number: Int64) {
        self.number = number
    }

    /// The one after it.
    public var next: Revision { Revision(number + 1) }
    /// The one before it.
    public var previous: Revision { Revision(number - 1) }
    /// The number.
    public var description: String { String(number) }
    /// In order of time.
    public static func < (left: Revision, right: Revision) -> Bool { left.number < right.number }
}
