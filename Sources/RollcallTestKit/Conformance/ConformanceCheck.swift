/// One thing that every implementation of a port must do. Knows no test framework: a violation is thrown.
package struct ConformanceCheck<Subject: Sendable>: Sendable, CustomStringConvertible {
    /// What is claimed, as a sentence.
    package let claim: String
    package let verify: @Sendable (Subject) async throws -> Void

    package init(_ claim: String, _ verify: @escaping @Sendable (Subject) async throws -> Void) {
        self.claim = claim
        self.verify = verify
    }

    package var description: String { claim }
}

/// What an implementation did instead.
package struct Violation: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// - Throws: `Violation` when they differ.
func require<Value: Equatable>(_ actual: Value, is expected: Value, _ what: String) throws {
    guard actual == expected else { throw Violation("\(what): \(actual) instead of \(expected)") }
}

/// - Throws: `Violation` when `body` does not throw `expected`.
func require<Failure: Error & Equatable, Result>(
    throws expected: Failure, _ what: String, _ body: () async throws -> Result
) async throws {
    do {
        _ = try await body()
    } catch let error as Failure where error == expected {
        return
    } catch {
        throw Violation("\(what): throws \(error) instead of \(expected)")
    }
    throw Violation("\(what): does not throw \(expected)")
}
