/// What can be written as JSON without an encoder.
package protocol JSONWritable {
    func write(to writer: inout JSONWriter)
}

/// What can be read from JSON without a decoder.
package protocol JSONReadable {
    /// Throws `Malformed`. Fields it does not know are skipped, so that an older reader understands a newer writer.
    init(from reader: inout JSONReader) throws
}

extension JSONWritable {
    package var json: [UInt8] {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.bytes
    }
}

extension JSONReadable {
    package init(json: [UInt8]) throws {
        var reader = JSONReader(json)
        try self.init(from: &reader)
        try reader.end()
    }
}

extension JSONReader {
    package mutating func values<Value: JSONReadable>(_ type: Value.Type = Value.self) throws -> [Value] {
        var values: [Value] = []
        try array { reader in values.append(try Value(from: &reader)) }
        return values
    }

    package mutating func strings() throws -> [String] {
        var values: [String] = []
        try array { reader in values.append(try reader.string()) }
        return values
    }

    package mutating func integers() throws -> [Int64] {
        var values: [Int64] = []
        try array { reader in values.append(try reader.integer()) }
        return values
    }

    package mutating func pairs() throws -> [String: String] {
        var pairs: [String: String] = [:]
        try object { key, reader in pairs[key] = try reader.string() }
        return pairs
    }
}

extension Optional {
    /// The value of a field that must be there.
    package func required(_ name: String) throws -> Wrapped {
        guard let self else { throw Malformed(reason: "\(name) is missing") }
        return self
    }
}
