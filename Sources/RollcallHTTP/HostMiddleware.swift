import HTTPTypes
import Hummingbird
import RollcallCore
import RollcallWire

/// Answers only to names the daemon goes by. A web page that rebinds its own name to loopback comes with that name in
/// `Host`, and is turned away.
struct HostMiddleware: RouterMiddleware {
    let hostNames: Set<String>

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        try refuseForeignOrigin(request)
        guard let authority = request.head.authority, !Self.accepts(authority, hostNames) else {
            return try await next(request, context)
        }
        throw ProblemView(
            code: "misdirected", title: "This daemon does not go by that name", status: 421,
            detail: "The request names host \(SafeText.escaped(authority, countMax: 128)).",
            hint: "Use an IP address or localhost, or add the name to http.host_names.")
    }

    /// Browsers name the page a request comes from; a page of another site has no business here.
    private func refuseForeignOrigin(_ request: Request) throws {
        guard let origin = request.headers[.origin] else { return }
        let authority = request.head.authority ?? ""
        guard origin != "http://\(authority)", origin != "https://\(authority)" else { return }
        throw ProblemView(
            code: "foreign-origin", title: "Requests of other sites' pages are refused", status: 403,
            detail: "The request comes from \(SafeText.escaped(origin, countMax: 128)).",
            hint: "Send it from outside a browser, or from a page of this daemon's own address.")
    }

    static func accepts(_ authority: String, _ names: Set<String>) -> Bool {
        let host: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return false }
            return authority[authority.index(after: end)...].first.map { $0 == ":" } ?? true
        } else {
            host = authority.prefix { $0 != ":" }
        }
        let name = host.lowercased()
        if name == "localhost" || name.hasSuffix(".localhost") || names.contains(name) { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
    }
}
