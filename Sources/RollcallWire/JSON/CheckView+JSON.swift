package import RollcallJSON

extension CheckView: JSONWritable, JSONReadable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            definition.writeFields(to: &writer)
            if let state { writer.field("state", state) }
        }
    }

    package init(from reader: inout JSONReader) throws {
        var definition = CheckBody(name: "", type: "")
        var state: CheckStateView?
        try reader.object { field, reader in
            if field == "state" {
                state = try CheckStateView(from: &reader)
            } else {
                try definition.read(field, from: &reader)
            }
        }
        guard !definition.name.isEmpty else { throw Malformed(reason: "a check has no name") }
        guard !definition.type.isEmpty else { throw Malformed(reason: "a check has no type") }
        self.init(definition: definition, state: state)
    }
}

extension CheckBody {
    fileprivate func writeFields(to writer: inout JSONWriter) {
        writer.field("name", name)
        writer.field("type", type)
        if let scheme { writer.field("scheme", scheme) }
        if let method { writer.field("method", method) }
        if let path { writer.field("path", path) }
        if let headers { writer.field("headers", headers) }
        if let expectStatus { writer.field("expect_status", expectStatus) }
        if let expectBody { writer.field("expect_body", expectBody) }
        if let tlsVerify { writer.field("tls_verify", tlsVerify) }
        if let ttl { writer.field("ttl", ttl) }
        if let interval { writer.field("interval", interval) }
        if let timeout { writer.field("timeout", timeout) }
        if let rise { writer.field("rise", rise) }
        if let fall { writer.field("fall", fall) }
        if let initialDelay { writer.field("initial_delay", initialDelay) }
    }

    fileprivate mutating func read(_ field: String, from reader: inout JSONReader) throws {
        switch field {
        case "name": name = try reader.string()
        case "type": type = try reader.string()
        case "scheme": scheme = try reader.string()
        case "method": method = try reader.string()
        case "path": path = try reader.string()
        case "headers": headers = try reader.pairs()
        case "expect_status": expectStatus = try reader.strings()
        case "expect_body": expectBody = try reader.string()
        case "tls_verify": tlsVerify = try reader.bool()
        case "ttl": ttl = try reader.string()
        case "interval": interval = try reader.string()
        case "timeout": timeout = try reader.string()
        case "rise": rise = Int(try reader.integer())
        case "fall": fall = Int(try reader.integer())
        case "initial_delay": initialDelay = try reader.string()
        default: try reader.skip()
        }
    }
}

extension CheckStateView: JSONWritable, JSONReadable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("verdict", verdict)
            writer.field("streak", streak)
            if let last { writer.field("last", last) }
            if let nextInMilliseconds { writer.field("next_in_ms", nextInMilliseconds) }
            if let history { writer.field("history", history) }
        }
    }

    package init(from reader: inout JSONReader) throws {
        var verdict: String?
        var streak: Int64?
        var last: CheckResultView?
        var next: Int64?
        var history: CheckMarksView?
        try reader.object { field, reader in
            switch field {
            case "verdict": verdict = try reader.string()
            case "streak": streak = try reader.integer()
            case "last": last = try CheckResultView(from: &reader)
            case "next_in_ms": next = try reader.integer()
            case "history": history = try CheckMarksView(from: &reader)
            default: try reader.skip()
            }
        }
        self.init(
            verdict: try verdict.required("state.verdict"), streak: Int(try streak.required("state.streak")),
            last: last, nextInMilliseconds: next, history: history)
    }
}

extension CheckResultView: JSONWritable, JSONReadable {
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("time", time)
            writer.field("passed", passed)
            writer.field("took_ms", tookMilliseconds)
            writer.field("cause", cause)
        }
    }

    package init(from reader: inout JSONReader) throws {
        var time: String?
        var passed: Bool?
        var took: Int64?
        var cause: String?
        try reader.object { field, reader in
            switch field {
            case "time": time = try reader.string()
            case "passed": passed = try reader.bool()
            case "took_ms": took = try reader.integer()
            case "cause": cause = try reader.string()
            default: try reader.skip()
            }
        }
        self.time = try time.required("last.time")
        self.passed = try passed.required("last.passed")
        tookMilliseconds = try took.required("last.took_ms")
        self.cause = try cause.required("last.cause")
    }
}
