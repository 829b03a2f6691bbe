import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import RollcallCore
import RollcallRegistry
import RollcallWire

/// Turns every error into problem details and puts the revision on every answer.
struct ProblemMiddleware: RouterMiddleware {
    let engine: RegistryEngine
    let logger: Logger

    func handle(
        _ request: Request, context: Context, next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do { response = try await next(request, context) } catch {
            response = try Response.problem(problem(for: error, request))
        }
        let snapshot = engine.snapshot
        response.headers[.revision] = snapshot.revision.description
        response.headers[.epoch] = snapshot.epoch
        response.headers[.cacheControl] = "no-store"
        response.headers[.contentTypeOptions] = "nosniff"
        return response
    }

    private func problem(for error: any Error, _ request: Request) -> ProblemView {
        let revision = engine.snapshot.revision
        switch error {
        case let problem as ProblemView: return problem
        case let error as RegistryError: return ProblemView(error, revision: revision)
        case let error as InvalidField: return ProblemView(.invalid(error), revision: revision)
        case StoreError.compacted(let floor): return ProblemView(.compacted(floor: floor), revision: revision)
        case StoreError.futureRevision(let asked, let current):
            return ProblemView(.futureRevision(asked: asked, current: current), revision: revision)
        case WatchError.stopping: return ProblemView(.stopping, revision: revision)
        case WatchError.lagged: return .lagged(revision)
        case let error as any HTTPResponseError: return Self.problem(for: error.status, request)
        default:
            logger.error("Request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            return ProblemView(
                code: "internal", title: "The daemon could not answer", status: 500,
                detail: "The request failed inside the daemon.", hint: "Look at the daemon's log.")
        }
    }

    private static func problem(for status: HTTPResponse.Status, _ request: Request) -> ProblemView {
        guard status == .notFound else {
            return ProblemView(
                code: "bad-request", title: status.reasonPhrase, status: status.code,
                detail: "The request cannot be answered.")
        }
        return ProblemView(
            code: "unknown-path", title: "Unknown path", status: 404,
            detail: "There is nothing at \(SafeText.escaped(request.uri.path, countMax: 128)).",
            hint: "See /api/v1/openapi.json for what there is.")
    }
}

extension HTTPField.Name {
    // Constant names of visible ASCII always make a field name; a typing error would show in the first test.
    static let revision = HTTPField.Name("Rollcall-Revision") ?? .eTag
    static let epoch = HTTPField.Name("Rollcall-Epoch") ?? .eTag
    static let contentTypeOptions = HTTPField.Name("X-Content-Type-Options") ?? .eTag
    static let origin = HTTPField.Name("Origin") ?? .eTag
    static let lastEventID = HTTPField.Name("Last-Event-ID") ?? .eTag
}
