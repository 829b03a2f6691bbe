import RollcallWire
import Testing

@testable import rollcall

@Suite("Files with registrations")
struct RegistrationFileTests {
    private static let one = #"{"id": "a", "name": "orders", "address": "127.0.0.1", "port": 8081}"#

    @Test(
        "one object, an array and an envelope are understood",
        arguments: [(one, 1), (" [\(one)]", 1), (#"{"instances": [\#(one)]}"#, 1), ("[]", 0)])
    func shapes(_ text: String, _ count: Int) throws {
        let file = try RegistrationFile(Array(text.utf8))
        #expect(file.items.count == count)
        #expect(
            file.items.allSatisfy {
                $0.id == "a" && $0.body == InstanceBody(name: "orders", address: "127.0.0.1", port: 8081)
            })
    }

    @Test(
        "what is wrong is named",
        arguments: [
            (#"{"id": "a", "name": "orders", "address": "127.0.0.1", "port": 0}"#, "port must be from 1 to 65535"),
            (#"{"id": "a", "name": "orders", "address": "127.0.0.1"}"#, "port is missing"),
            (#"{"id": "a", "name": "orders", "address": 7, "port": 1}"#, "address has the wrong type"),
            ("[\(one), \(one)]", "instances[1].id is used twice"),
        ])
    func faults(_ text: String, _ reason: String) {
        #expect(throws: RegistrationFile.Fault(reason: reason)) { try RegistrationFile(Array(text.utf8)) }
    }

    @Test(
        "unknown fields and broken JSON are refused",
        arguments: [
            #"{"id": "a", "name": "o", "address": "x", "port": 1, "prot": 1}"#, "{", "", #"{"instances": [], "x": 1}"#,
        ])
    func refused(_ text: String) {
        #expect(throws: RegistrationFile.Fault.self) { try RegistrationFile(Array(text.utf8)) }
    }
}
