/// A value from outside that breaks one of the registry's limits: which field, and what would be accepted.
public struct InvalidField: Error, Equatable, Sendable, CustomStringConvertible {
    /// The path of the field in the request, as in `lease.ttl` or `checks[0].interval`.
    public let field: String
    /// What is wrong with it and what would be right, in one sentence without the field's name.
    public let problem: String

    /// A refusal of `field`.
    public init(_ field: String, _ problem: String) {
        self.field = field
        self.problem = problem
    }

    /// The field and what is wrong with it.
    public var description: String { "\(field): \(problem)" }

    /// The same fault seen from one level further out.
    public func within(_ prefix: String) -> InvalidField {
        InvalidField(field.hasPrefix("[") ? prefix + field : "\(prefix).\(field)", problem)
    }
}
