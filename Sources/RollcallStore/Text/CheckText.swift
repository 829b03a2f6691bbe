import RollcallCore
import RollcallJSON

/// Health checks as they are stored: a JSON array, or nothing when there are none.
enum CheckText {
    static func encode(_ checks: [HealthCheck]) -> String {
        guard !checks.isEmpty else { return "" }
        var writer = JSONWriter()
        writer.array { writer in
            for check in checks { writer.object { encode(check, &$0) } }
        }
        return writer.text
    }

    private static func encode(_ check: HealthCheck, _ writer: inout JSONWriter) {
        writer.field("name", check.name)
        switch check.kind {
        case .tcp: writer.field("type", "tcp")
        case .ttl(let ttl):
            writer.field("type", "ttl")
            writer.field("ttl_ms", ttl.milliseconds)
        case .http(let http):
            writer.field("type", "http")
            writer.key("http")
            writer.object { encode(http, &$0) }
        }
        writer.field("interval_ms", check.interval.milliseconds)
        writer.field("timeout_ms", check.timeout.milliseconds)
        writer.field("rise", Int64(check.rise))
        writer.field("fall", Int64(check.fall))
        writer.field("initial_delay_ms", check.initialDelay.milliseconds)
    }

    private static func encode(_ http: HTTPCheck, _ writer: inout JSONWriter) {
        writer.field("scheme", http.scheme.rawValue)
        writer.field("method", http.method.rawValue)
        writer.field("path", http.path)
        writer.key("headers")
        PairText.encode(http.headers, &writer)
        writer.key("expect_status")
        writer.array { writer in
            for range in http.expectedStatuses {
                writer.array { writer in
                    writer.integer(Int64(range.lowerBound))
                    writer.integer(Int64(range.upperBound))
                }
            }
        }
        if let text = http.expectedText { writer.field("expect_body", text) }
        writer.key("verify")
        writer.bool(http.verifiesCertificate)
    }

    static func decode(_ text: String) throws -> [HealthCheck] {
        guard !text.isEmpty else { return [] }
        var checks: [HealthCheck] = []
        var reader = JSONReader(text)
        try reader.array { reader in checks.append(try check(&reader)) }
        try reader.end()
        return checks
    }

    private static func check(_ reader: inout JSONReader) throws -> HealthCheck {
        var texts: [String: String] = [:]
        var numbers: [String: Int64] = [:]
        var http: HTTPCheck?
        try reader.object { name, reader in
            switch name {
            case "name", "type": texts[name] = try reader.string()
            case "http": http = try httpCheck(&reader)
            default: numbers[name] = try reader.integer()
            }
        }
        func number(_ name: String) throws -> Int64 {
            guard let value = numbers[name] else { throw Malformed(reason: "a check has no \(name)") }
            return value
        }
        let kind: HealthCheck.Kind
        switch (texts["type"], http) {
        case ("tcp", _): kind = .tcp
        case ("ttl", _): kind = .ttl(.milliseconds(try number("ttl_ms")))
        case ("http", .some(let http)): kind = .http(http)
        default: throw Malformed(reason: "a check has no known type")
        }
        do {
            return try HealthCheck(
                name: texts["name"] ?? "", kind: kind, interval: .milliseconds(try number("interval_ms")),
                timeout: .milliseconds(try number("timeout_ms")), rise: Int(try number("rise")),
                fall: Int(try number("fall")), initialDelay: .milliseconds(try number("initial_delay_ms")))
        } catch let error as InvalidField { throw Malformed(reason: "checks: \(error)") }
    }

    private static func httpCheck(_ reader: inout JSONReader) throws -> HTTPCheck {
        var texts: [String: String] = [:]
        var headers: [String: String] = [:]
        var statuses: [ClosedRange<Int>] = []
        var verifies = true
        try reader.object { name, reader in
            switch name {
            case "headers": headers = try PairText.decode(&reader)
            case "expect_status": try reader.array { reader in statuses.append(try range(&reader)) }
            case "verify": verifies = try reader.bool()
            default: texts[name] = try reader.string()
            }
        }
        guard let scheme = HTTPCheck.Scheme(rawValue: texts["scheme"] ?? ""),
            let method = HTTPCheck.Method(rawValue: texts["method"] ?? "")
        else { throw Malformed(reason: "a check has no known scheme or method") }
        do {
            return try HTTPCheck(
                scheme: scheme, method: method, path: texts["path"] ?? "", headers: headers,
                expectedStatuses: statuses, expectedText: texts["expect_body"], verifiesCertificate: verifies)
        } catch { throw Malformed(reason: "checks: \(error)") }
    }

    private static func range(_ reader: inout JSONReader) throws -> ClosedRange<Int> {
        var bounds: [Int] = []
        try reader.array { reader in bounds.append(Int(try reader.integer())) }
        guard bounds.count == 2, bounds[0] <= bounds[1] else {
            throw Malformed(reason: "a check's expect_status is not a list of ranges")
        }
        return bounds[0]...bounds[1]
    }
}
