import RollcallCore

/// What was decoded from a text is decoded once: instances share their checks, tags and names by the thousand, and
/// sharing the values keeps memory small too.
struct DecodedTexts {
    private var metadata: [String: Metadata] = [:]
    private var tags: [String: [String]] = [:]
    private var checks: [String: [HealthCheck]] = [:]
    private var names: Set<String> = []

    /// Beyond this many the texts are plainly not shared.
    private static let countMax = 10_000

    mutating func metadata(_ text: String) throws -> Metadata {
        if text.isEmpty { return .empty }
        return try Self.find(text, in: &metadata) { Metadata(trusted: try PairText.decode($0)) }
    }

    mutating func tags(_ text: String) throws -> [String] {
        if text.isEmpty { return [] }
        return try Self.find(text, in: &tags, TagText.decode)
    }

    mutating func checks(_ text: String) throws -> [HealthCheck] {
        if text.isEmpty { return [] }
        return try Self.find(text, in: &checks, CheckText.decode)
    }

    /// The one copy of `name`.
    mutating func name(_ name: String) -> String {
        // So short a text lives in the value itself.
        guard name.utf8.count > 15, names.count < Self.countMax else { return name }
        return names.insert(name).memberAfterInsert
    }

    private static func find<Value>(
        _ text: String, in known: inout [String: Value], _ decode: (String) throws -> Value
    ) throws -> Value {
        if let value = known[text] { return value }
        let value = try decode(text)
        if known.count < countMax { known[text] = value }
        return value
    }
}
