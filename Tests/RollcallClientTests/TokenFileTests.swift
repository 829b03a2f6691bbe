import Foundation
import HTTPTypes
import Hummingbird
import RollcallCore
import RollcallWire
import Testing

@testable import RollcallClient

@Suite("Tokens in files", .timeLimit(.minutes(5)))
struct TokenFileTests {
    private let path = NSTemporaryDirectory() + "rollcall-token-\(UUID())"

    private func write(_ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    @Test("a file holds one token, with or without blanks around it")
    func reading() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        for (text, token) in [("abc", "abc"), (" a.b-c_d~e+f/g= \r\n\n", "a.b-c_d~e+f/g=")] {
            try write(text)
            #expect(try TokenFile(path: path).token == token)
        }
        for (text, reason) in [
            ("", "it is empty"), (" \n", "it is empty"),
            ("a b", "it holds more than one token of visible ASCII characters"),
            ("a\nx-admin: 1", "it holds more than one token of visible ASCII characters"),
            ("tökén", "it holds more than one token of visible ASCII characters"),
            (String(repeating: "a", count: 20_000), "it holds more than one token of visible ASCII characters"),
        ] {
            try write(text)
            #expect(throws: ClientError.unusableToken(path: path, reason: reason)) { try TokenFile(path: path) }
        }
        #expect(throws: ClientError.unusableToken(path: "/no/such", reason: "there is no such file")) {
            try TokenFile(path: "/no/such")
        }
        #expect(
            throws: RegistryError.invalid(
                InvalidField("tokenFile", "must name a file that holds a token: there is no such file"))
        ) { try RemoteRegistry(tokenFile: "/no/such") }
    }

    @Test("a token is told apart from the one that was refused only when it is another")
    func renewing() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try write("first")
        let file = try TokenFile(path: path)
        #expect(!file.renew("first"))
        try write("")
        #expect(!file.renew("first"))
        #expect(file.token == "first")
        try write("second")
        #expect(file.renew("first"))
        #expect(file.token == "second")
        // Two calls were refused with the first; the other one has renewed it already.
        #expect(file.renew("first"))
        #expect(!file.renew("second"))
    }

    @Test("a refused call shows the token of the file as it is by now, once")
    func refused() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try write("first")
        let path = path
        let guarded = FakeDaemon { request in
            request.headers[.authorization] == "Bearer second"
                ? Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: Self.services)))
                : Response(status: .unauthorized)
        }
        try await guarded.run { stranger in
            let url = stranger.url
            await #expect(throws: ClientError.unauthorized(url: url.text, hasToken: false)) {
                _ = try await stranger.services()
            }
            let file = try TokenFile(path: path)
            try await RemoteRegistry.withRegistry(url, tokenFile: file) { registry in
                await #expect(throws: ClientError.unauthorized(url: url.text, hasToken: true)) {
                    _ = try await registry.services()
                }
                try Data("second\n".utf8).write(to: URL(fileURLWithPath: path))
                #expect(try await registry.services().services.isEmpty)
            }
        }
    }

    private static let services = #"{"epoch":"e","revision":1,"services":[]}"#
}
