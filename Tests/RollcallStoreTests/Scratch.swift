import Foundation
import RollcallCore

@testable import RollcallStore

/// A folder that goes with the test.
final class Scratch: Sendable {
    let folder: String
    var database: String { folder + "/data/registry.db" }

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/rollcall-test-\(UInt64.random(in: .min ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func files(in path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    }

    /// Names, bytes, modes and times of change of everything in `path`.
    func state(of path: String) throws -> [String: String] {
        var state: [String: String] = [:]
        for name in try files(in: path) {
            let data = FileManager.default.contents(atPath: "\(path)/\(name)") ?? Data()
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
            let mode = "\(attributes[.posixPermissions] ?? "") \(attributes[.modificationDate] ?? "")"
            state[name] = "\(data.base64EncodedString()) \(mode)"
        }
        return state
    }
}

extension Registration {
    static func sample(
        _ id: String = "web-1", service: String = "web", port: Int = 8_080, metadata: [String: String] = [:],
        tags: [String] = [], checks: [HealthCheck] = []
    ) throws -> Registration {
        try Registration(
            id: InstanceID(id), service: ServiceName(service), address: Address("10.0.0.7"), port: port,
            metadata: Metadata(metadata), tags: tags, checks: checks)
    }

    /// Every field away from its default, and a check of every kind.
    static func full() throws -> Registration {
        let http = try HTTPCheck(
            scheme: .https, method: .post, path: "/health?deep=1", headers: ["X-Token": "a\"b\\c", "Accept": "*/*"],
            expectedStatuses: [200...204, 301...301], expectedText: "gut — ok\n", verifiesCertificate: false)
        return try Registration(
            id: InstanceID("pay:1.a_b"), service: ServiceName("payments"), address: Address("[2001:db8::7]"),
            port: 65_535,
            metadata: Metadata(["version": "1.2", "quote\"d": "back\\slash", "emoji": "🦆", "empty": ""]),
            tags: ["b", "a", "ü,\""], zone: "eu-west-1a", weight: 7, priority: 3,
            lease: LeaseTerms(ttl: .milliseconds(1_500), evictAfter: .seconds(9)),
            checks: [
                HealthCheck(
                    name: "http", kind: .http(http), interval: .seconds(5), timeout: .milliseconds(700), rise: 2,
                    fall: 4, initialDelay: .seconds(1)),
                HealthCheck(name: "tcp", kind: .tcp), HealthCheck(name: "ttl", kind: .ttl(.seconds(20))),
                HealthCheck(name: "plain", kind: .http(HTTPCheck())),
            ])
    }
}
