/// Names one call, and tells when it began: the moment of its pick, made unique within its `ServicePicker`.
///
/// A caller hands it back with the outcome.
package struct PickToken: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let began: Moment

    package init(began: Moment) {
        self.began = began
    }

    package init?(_ text: String) {
        guard text.utf8.count <= 20, let nanoseconds = Int64(text) else { return nil }
        self.init(began: Moment(nanoseconds: nanoseconds))
    }

    /// It lies in the future, so it comes from before a restart, when moments were counted from elsewhere; it counts as
    /// none. Calls picked in the same instant are a nanosecond apart, so a little of the future is allowed.
    func isForeign(at now: Moment) -> Bool { began > now.advanced(by: .seconds(1)) }

    package var description: String { "\(began.nanoseconds)" }
    package static func < (left: PickToken, right: PickToken) -> Bool { left.began < right.began }
}
