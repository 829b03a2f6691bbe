/// What an HTTP check asks of its instance and which answer it takes for healthy. Redirects are never followed.
public struct HTTPCheck: Sendable, Equatable {
    /// What is asked.
    public enum Method: String, Sendable, CaseIterable { case get = "GET", head = "HEAD", post = "POST" }
    /// How.
    public enum Scheme: String, Sendable, CaseIterable { case http, https }

    /// How it is asked.
    public let scheme: Scheme
    /// What is asked.
    public let method: Method
    /// The path and query, beginning with `/`.
    public let path: String
    /// Sent with the request, in order of their names.
    public let headers: [String: String]
    /// The status codes that pass; `[200...299]` unless said otherwise.
    public let expectedStatuses: [ClosedRange<Int>]
    /// Text that must stand in the first 4 KiB of the body; nil asks for none.
    public let expectedText: String?
    /// False takes any certificate.
    public let verifiesCertificate: Bool

    /// Any 2xx.
    public static let expectedStatusesDefault = [200...299]

    /// Headers that would let a registration speak in somebody else's name or break the framing of the request.
    private static let headersRefused: Set<String> = [
        "host", "authorization", "proxy-authorization", "cookie", "connection", "content-length", "transfer-encoding",
        "upgrade", "te", "trailer", "expect",
    ]

    /// Takes values that keep to the limits.
    public init(
        scheme: Scheme = .http, method: Method = .get, path: String = "/", headers: [String: String] = [:],
        expectedStatuses: [ClosedRange<Int>] = expectedStatusesDefault, expectedText: String? = nil,
        verifiesCertificate: Bool = true
    ) throws(InvalidField) {
        guard path.hasPrefix("/"), path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !path.contains("#"),
            path.utf8.count <= InstanceLimits.checkPathBytesMax
        else {
            throw InvalidField("path", "must begin with / and hold only visible ASCII, percent-encoded where needed")
        }
        guard headers.count <= InstanceLimits.checkHeaderCountMax else {
            throw InvalidField("headers", "must be at most \(InstanceLimits.checkHeaderCountMax)")
        }
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) { try Self.check(header: name, value) }
        guard !expectedStatuses.isEmpty, expectedStatuses.count <= 16,
            expectedStatuses.allSatisfy({ $0.lowerBound >= 100 && $0.upperBound <= 599 })
        else { throw InvalidField("expect_status", "must be 1 to 16 codes or ranges from 100 to 599, as in 200-299") }
        if let expectedText {
            guard !expectedText.isEmpty, expectedText.utf8.count <= InstanceLimits.checkBodyTextBytesMax else {
                throw InvalidField("expect_body", "must be 1 to \(InstanceLimits.checkBodyTextBytesMax) bytes long")
            }
            guard method != .head else {
                throw InvalidField("expect_body", "needs GET or POST: a HEAD answer has no body")
            }
        }
        self.scheme = scheme
        self.method = method
        self.path = path
        self.headers = headers
        self.expectedStatuses = expectedStatuses
        self.expectedText = expectedText
        self.verifiesCertificate = verifiesCertificate
    }

    /// A token (RFC 9110, 5.6.2) and a value of visible ASCII and spaces: nothing that could end a line.
    private static func check(header name: String, _ value: String) throws(InvalidField) {
        let field = "headers.\(SafeText.escaped(name, countMax: 64))"
        let symbols = Set("!#$%&'*+-.^_`|~".utf8)
        guard (1...64).contains(name.utf8.count),
            name.utf8.allSatisfy({ symbols.contains($0) || Character(Unicode.Scalar($0)).isASCIIAlphanumeric })
        else { throw InvalidField(field, "is not a header name of at most 64 bytes") }
        guard !headersRefused.contains(name.lowercased()) else {
            throw InvalidField(field, "may not be set by a check")
        }
        guard value.utf8.count <= 512, value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw InvalidField(field, "must be at most 512 visible ASCII characters")
        }
    }

    /// Whether an answer with this status passes.
    public func accepts(status: Int) -> Bool {
        expectedStatuses.contains { $0.contains(status) }
    }
}

extension Character {
    fileprivate var isASCIIAlphanumeric: Bool { isASCII && (isLetter || isNumber) }
}
