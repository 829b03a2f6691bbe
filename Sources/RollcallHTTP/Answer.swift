import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import RollcallJSON
import RollcallWire

extension Response {
    /// `value` as JSON.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        try encoded(value, status, "application/json")
    }

    /// The same for the answers that are asked for most, which write themselves.
    static func json(_ value: some Encodable & JSONWritable, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(bytes: value.json)))
    }

    /// Problem details (RFC 9457).
    static func problem(_ problem: ProblemView) throws -> Response {
        try encoded(problem, HTTPResponse.Status(code: problem.status), "application/problem+json")
    }

    private static func encoded(
        _ value: some Encodable, _ status: HTTPResponse.Status, _ contentType: String
    ) throws -> Response {
        Response(
            status: status, headers: [.contentType: contentType],
            body: .init(byteBuffer: ByteBuffer(bytes: try Self.encode(value))))
    }

    static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }
}
