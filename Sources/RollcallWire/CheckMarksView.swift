package import RollcallCore
package import RollcallJSON

/// The newest results of a check at a glance, oldest first.
package struct CheckMarksView: Codable, Sendable, Equatable {
    /// A character each: `+` passed, `x` failed.
    package var marks: String
    /// How long each took.
    package var tookMilliseconds: [Int64]
    /// When the oldest of them came in.
    package var since: String?
    package var lastPass: String?
    package var lastFailure: String?

    enum CodingKeys: String, CodingKey {
        case marks, since
        case tookMilliseconds = "took_ms"
        case lastPass = "last_pass"
        case lastFailure = "last_failure"
    }

    package init(_ results: [CheckResult]) {
        marks = String(results.map { $0.passed ? "+" : "x" })
        tookMilliseconds = results.map(\.took.milliseconds)
        since = results.first?.at.description
        lastPass = results.last(where: \.passed)?.at.description
        lastFailure = results.last { !$0.passed }?.at.description
    }
}

extension CheckMarksView: JSONWritable, JSONReadable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("marks", marks)
            writer.field("took_ms", tookMilliseconds)
            if let since { writer.field("since", since) }
            if let lastPass { writer.field("last_pass", lastPass) }
            if let lastFailure { writer.field("last_failure", lastFailure) }
        }
    }

    package init(from reader: inout JSONReader) throws {
        self.init([])
        try reader.object { field, reader in
            switch field {
            case "marks": marks = try reader.string()
            case "took_ms": tookMilliseconds = try reader.integers()
            case "since": since = try reader.string()
            case "last_pass": lastPass = try reader.string()
            case "last_failure": lastFailure = try reader.string()
            default: try reader.skip()
            }
        }
    }
}
