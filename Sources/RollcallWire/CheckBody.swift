package import RollcallCore

/// A health check as it is written in a registration.
package struct CheckBody: Codable, Sendable, Equatable {
    package var name: String
    /// `http`, `tcp` or `ttl`.
    package var type: String
    package var scheme: String?
    package var method: String?
    package var path: String?
    package var headers: [String: String]?
    package var expectStatus: [String]?
    package var expectBody: String?
    package var tlsVerify: Bool?
    package var ttl: String?
    package var interval: String?
    package var timeout: String?
    package var rise: Int?
    package var fall: Int?
    package var initialDelay: String?

    package init(name: String, type: String) {
        self.name = name
        self.type = type
    }

    enum CodingKeys: String, CodingKey {
        case name, type, scheme, method, path, headers, ttl, interval, timeout, rise, fall
        case expectStatus = "expect_status"
        case expectBody = "expect_body"
        case tlsVerify = "tls_verify"
        case initialDelay = "initial_delay"
    }
}

extension CheckBody {
    package init(_ check: HealthCheck) {
        self.init(name: check.name, type: check.kind.typeName)
        switch check.kind {
        case .http(let http):
            scheme = http.scheme.rawValue
            method = http.method.rawValue
            path = http.path
            headers = http.headers.isEmpty ? nil : http.headers
            expectStatus = http.expectedStatuses.map(\.statusText)
            expectBody = http.expectedText
            tlsVerify = http.scheme == .https ? http.verifiesCertificate : nil
        case .tcp: break
        case .ttl(let ttl): self.ttl = DurationText.format(ttl)
        }
        if type != "ttl" {
            interval = DurationText.format(check.interval)
            timeout = DurationText.format(check.timeout)
        }
        rise = check.rise
        fall = check.fall
        initialDelay = check.initialDelay == .zero ? nil : DurationText.format(check.initialDelay)
    }

    /// The check this body asks for.
    package func validated() throws(InvalidField) -> HealthCheck {
        let kind: HealthCheck.Kind
        switch type {
        case "http": kind = .http(try http())
        case "tcp": kind = .tcp
        case "ttl":
            guard let ttl = try DurationText.field("ttl", ttl) else {
                throw InvalidField("ttl", "is required for a ttl check, as in \"30s\"")
            }
            kind = .ttl(ttl)
        default: throw InvalidField("type", "must be http, tcp or ttl")
        }
        try refuseForeignFields()
        return try HealthCheck(
            name: name, kind: kind, interval: DurationText.field("interval", interval) ?? HealthCheck.intervalDefault,
            timeout: DurationText.field("timeout", timeout) ?? HealthCheck.timeoutDefault,
            rise: rise ?? HealthCheck.riseDefault,
            fall: fall ?? (type == "ttl" ? HealthCheck.fallDefaultTTL : HealthCheck.fallDefault),
            initialDelay: DurationText.field("initial_delay", initialDelay) ?? .zero)
    }

    private func http() throws(InvalidField) -> HTTPCheck {
        guard let scheme = HTTPCheck.Scheme(rawValue: scheme ?? "http") else {
            throw InvalidField("scheme", "must be http or https")
        }
        guard let method = HTTPCheck.Method(rawValue: method ?? "GET") else {
            throw InvalidField("method", "must be GET, HEAD or POST")
        }
        guard scheme == .https || tlsVerify == nil else { throw InvalidField("tls_verify", "needs scheme https") }
        var statuses = HTTPCheck.expectedStatusesDefault
        if let expectStatus {
            statuses = []
            for (index, text) in expectStatus.enumerated() {
                guard let range = ClosedRange(statusText: text) else {
                    throw InvalidField("expect_status[\(index)]", "must be a code or a range, as in 200-299")
                }
                statuses.append(range)
            }
        }
        return try HTTPCheck(
            scheme: scheme, method: method, path: path ?? "/", headers: headers ?? [:], expectedStatuses: statuses,
            expectedText: expectBody, verifiesCertificate: tlsVerify ?? true)
    }

    private func refuseForeignFields() throws(InvalidField) {
        if type != "http" {
            let given: [(String, Bool)] = [
                ("scheme", scheme != nil), ("method", method != nil), ("path", path != nil),
                ("headers", headers != nil),
                ("expect_status", expectStatus != nil), ("expect_body", expectBody != nil),
                ("tls_verify", tlsVerify != nil),
            ]
            for (field, isGiven) in given where isGiven { throw InvalidField(field, "belongs to http checks only") }
        }
        guard type == "ttl" else {
            guard ttl == nil else { throw InvalidField("ttl", "belongs to ttl checks only") }
            return
        }
        guard interval == nil else { throw InvalidField("interval", "does not belong to a ttl check") }
        guard timeout == nil else { throw InvalidField("timeout", "does not belong to a ttl check") }
    }
}

extension HealthCheck.Kind {
    /// The name of the kind on the wire.
    package var typeName: String {
        switch self {
        case .http: "http"
        case .tcp: "tcp"
        case .ttl: "ttl"
        }
    }
}

extension DurationText {
    /// The duration in an optional field, or a refusal that names the field.
    static func field(_ name: String, _ text: String?) throws(InvalidField) -> Duration? {
        guard let text else { return nil }
        guard let duration = parse(text) else {
            throw InvalidField(name, "must be a duration with its unit, as in \"500ms\", \"30s\" or \"5m\"")
        }
        return duration
    }
}

extension ClosedRange<Int> {
    var statusText: String { lowerBound == upperBound ? "\(lowerBound)" : "\(lowerBound)-\(upperBound)" }

    init?(statusText: String) {
        let ends = statusText.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        switch ends.count {
        case 1:
            guard let code = ends[0] else { return nil }
            self = code...code
        case 2:
            guard let low = ends[0], let high = ends[1], low <= high else { return nil }
            self = low...high
        default: return nil
        }
    }
}
