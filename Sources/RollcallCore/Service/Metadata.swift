/// What a provider says about an instance in its own words: at most 64 pairs of a key (64 bytes) and a value (512 bytes).
public struct Metadata: Sendable, Equatable {
    /// By key.
    public let pairs: [String: String]

    /// No pairs.
    public static let empty = Metadata(trusted: [:])

    /// Takes pairs that keep to the limits.
    public init(_ pairs: [String: String]) throws(InvalidField) {
        guard pairs.count <= InstanceLimits.metadataPairCountMax else {
            throw InvalidField("metadata", "must have at most \(InstanceLimits.metadataPairCountMax) pairs")
        }
        for (key, value) in pairs.sorted(by: { $0.key < $1.key }) {
            let shown = "metadata.\(SafeText.escaped(key, countMax: 64))"
            try SafeText.check(key, field: shown, lengthMax: InstanceLimits.metadataKeyBytesMax)
            guard !value.isEmpty else { continue }
            try SafeText.check(value, field: shown, lengthMax: InstanceLimits.metadataValueBytesMax)
        }
        self.pairs = pairs
    }

    /// For pairs that were validated before they were written, such as a database row.
    package init(trusted pairs: [String: String]) {
        self.pairs = pairs
    }

    /// This metadata with `changes` laid over it; a nil value removes its key.
    public func merging(_ changes: [String: String?]) throws(InvalidField) -> Metadata {
        var merged = pairs
        for (key, value) in changes { merged[key] = value }
        return try Metadata(merged)
    }

    /// The value of `key`.
    public subscript(key: String) -> String? { pairs[key] }
}
