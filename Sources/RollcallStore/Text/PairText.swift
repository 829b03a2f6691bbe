import RollcallJSON

/// Pairs of texts as they are stored: a JSON object in order of its keys, or nothing when there are none.
enum PairText {
    static func encode(_ pairs: [String: String]) -> String {
        guard !pairs.isEmpty else { return "" }
        var writer = JSONWriter()
        encode(pairs, &writer)
        return writer.text
    }

    static func encode(_ pairs: [String: String], _ writer: inout JSONWriter) {
        writer.object { writer in
            for (key, value) in pairs.sorted(by: { $0.key < $1.key }) { writer.field(key, value) }
        }
    }

    static func decode(_ text: String) throws -> [String: String] {
        guard !text.isEmpty else { return [:] }
        var reader = JSONReader(text)
        let pairs = try decode(&reader)
        try reader.end()
        return pairs
    }

    static func decode(_ reader: inout JSONReader) throws -> [String: String] {
        var pairs: [String: String] = [:]
        try reader.object { key, reader in pairs[key] = try reader.string() }
        return pairs
    }
}

/// Tags as they are stored: a JSON array, or nothing when there are none.
enum TagText {
    static func encode(_ tags: [String]) -> String {
        guard !tags.isEmpty else { return "" }
        var writer = JSONWriter()
        writer.array { writer in tags.forEach { writer.string($0) } }
        return writer.text
    }

    static func decode(_ text: String) throws -> [String] {
        guard !text.isEmpty else { return [] }
        var tags: [String] = []
        var reader = JSONReader(text)
        try reader.array { reader in tags.append(try reader.string()) }
        try reader.end()
        return tags
    }
}
