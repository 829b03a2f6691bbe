import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RollcallCore
import RollcallWire

extension Request {
    /// Larger bodies are refused while they stream in.
    static let bodyBytesMax = 256 * 1_024

    /// The body as `Body`, of exactly the fields that `shape` names.
    func decoded<Body: Decodable>(as type: Body.Type, _ shape: JSONShape) async throws -> Body {
        guard let body = try await decodedIfPresent(as: type, shape) else {
            throw ProblemView(
                code: "malformed-json", title: "The body is not JSON", status: 400, detail: "The body is empty.",
                hint: "Send a JSON object.")
        }
        return body
    }

    /// As `decoded`, or nil when there is no body.
    func decodedIfPresent<Body: Decodable>(as type: Body.Type, _ shape: JSONShape) async throws -> Body? {
        let bytes = try await bytes()
        guard !bytes.isEmpty else { return nil }
        do throws(JSONRefusal) { try shape.check(bytes) } catch {
            switch error {
            case .field(let field): throw RegistryError.invalid(field)
            case .malformed(let offset, let reason):
                throw ProblemView(
                    code: "malformed-json", title: "The body is not JSON", status: 400,
                    detail: "Byte \(offset): \(reason).", hint: "Send one JSON object.")
            }
        }
        do { return try JSONDecoder().decode(type, from: Data(bytes)) } catch let error as DecodingError {
            throw error.problem
        }
    }

    private func bytes() async throws -> [UInt8] {
        do {
            let buffer = try await body.collect(upTo: Self.bodyBytesMax)
            return Array(buffer.readableBytesView)
        } catch is NIOTooManyBytesError { throw Self.tooLarge } catch let error as HTTPError
            where error.status == .contentTooLarge
        { throw Self.tooLarge }
    }

    private static let tooLarge = ProblemView(
        code: "body-too-large", title: "The body is too large", status: 413,
        detail: "The body is larger than \(bodyBytesMax) bytes.", hint: "Send less at once.")
}

extension DecodingError {
    fileprivate var problem: any Error {
        switch self {
        case .typeMismatch(let type, let context):
            RegistryError.invalid(InvalidField(context.codingPath.fieldPath, "must be \(Self.words(for: type))"))
        case .valueNotFound(let type, let context):
            RegistryError.invalid(
                InvalidField(context.codingPath.fieldPath, "must be \(Self.words(for: type)), not null"))
        case .keyNotFound(let key, let context):
            RegistryError.invalid(InvalidField((context.codingPath + [key]).fieldPath, "is required"))
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            RegistryError.invalid(InvalidField(context.codingPath.fieldPath, "has a value that cannot be read"))
        case .dataCorrupted:
            ProblemView(
                code: "malformed-json", title: "The body is not JSON", status: 400,
                detail: "The body cannot be read as JSON.", hint: "Send one JSON object.")
        @unknown default:
            RegistryError.invalid(InvalidField("body", "cannot be read"))
        }
    }

    private static func words(for type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Int.Type, is Int64.Type: "a whole number"
        case is Double.Type: "a number"
        case is Bool.Type: "true or false"
        case is [Any].Type: "an array"
        default: String(describing: type).hasPrefix("Array") ? "an array" : "an object"
        }
    }
}

extension [any CodingKey] {
    fileprivate var fieldPath: String {
        let path = reduce("") { path, key in
            if let index = key.intValue { return "\(path)[\(index)]" }
            let shown = SafeText.escaped(key.stringValue, countMax: 64)
            return path.isEmpty ? shown : "\(path).\(shown)"
        }
        return path.isEmpty ? "body" : path
    }
}
