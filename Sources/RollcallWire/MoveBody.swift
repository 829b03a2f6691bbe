package import RollcallCore

/// A change of status or of a breaker, asked for by an operator.
package struct MoveBody: Codable, Sendable, Equatable {
    package var reason: String?
    package var expectedRevision: Int64?

    enum CodingKeys: String, CodingKey {
        case reason
        case expectedRevision = "expected_revision"
    }

    package init(reason: String? = nil, expectedRevision: Int64? = nil) {
        self.reason = reason
        self.expectedRevision = expectedRevision
    }
}

/// A change that can be tied to the state its author saw.
package protocol RevisionBound {
    /// Refuses the change when the instance is at another revision.
    var expectedRevision: Int64? { get }
}

extension MoveBody: RevisionBound {}
extension TripBody: RevisionBound {}
extension PatchBody: RevisionBound {}

extension RevisionBound {
    package func expected() throws(InvalidField) -> Revision? {
        guard let expectedRevision else { return nil }
        guard expectedRevision >= 0 else { throw InvalidField("expected_revision", "must not be negative") }
        return Revision(expectedRevision)
    }
}
