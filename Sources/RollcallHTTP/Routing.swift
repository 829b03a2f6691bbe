import HTTPTypes
import Hummingbird
import RollcallWire

typealias Context = BasicRequestContext

extension RouterMethods where Self.Context == BasicRequestContext {
    /// Registers a path with all its methods at once, so that every other method is answered 405 and names those.
    func route(
        _ path: RouterPath, _ handlers: [HTTPRequest.Method: @Sendable (Request, Context) async throws -> Response]
    ) {
        let implied: [HTTPRequest.Method] = handlers[.get] == nil ? [] : [.head]
        let allowed = (handlers.keys + implied).map(\.rawValue).sorted().joined(separator: ", ")
        for method in HTTPRequest.Method.known {
            if let handler = handlers[method] {
                self.on(path, method: method, use: handler)
            } else if method == .head, let handler = handlers[.get] {
                self.on(path, method: .head) { request, context in
                    try await handler(request, context).withoutBody
                }
            } else {
                self.on(path, method: method) { _, _ -> Response in
                    var response = try Response.problem(
                        ProblemView(
                            code: "method-not-allowed", title: "Method not allowed", status: 405,
                            detail: "\(method.rawValue) is not possible here.", hint: "Use one of \(allowed)."))
                    response.headers[.allow] = allowed
                    return response
                }
            }
        }
    }
}

extension HTTPRequest.Method {
    /// All that the HTTP parser takes for a method.
    fileprivate static let known: [HTTPRequest.Method] = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "QUERY", "ACL", "BIND",
        "CHECKOUT", "COPY", "LINK", "LOCK", "MERGE", "MKACTIVITY", "MKCALENDAR", "MKCOL", "MOVE", "MSEARCH",
        "NOTIFY", "PROPFIND", "PROPPATCH", "PURGE", "REBIND", "REPORT", "SEARCH", "SOURCE", "SUBSCRIBE", "UNBIND",
        "UNLINK", "UNLOCK", "UNSUBSCRIBE",
    ].compactMap { HTTPRequest.Method($0) }
}

extension Response {
    /// The same head without the content, as the answer to HEAD.
    fileprivate var withoutBody: Response {
        var headers = headers
        if let length = body.contentLength { headers[.contentLength] = String(length) }
        return Response(status: status, headers: headers, body: .init())
    }
}
