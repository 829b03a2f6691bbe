import RollcallTestKit
import Testing

@Suite("What every registry does", .timeLimit(.minutes(5)))
struct RegistryConformanceTests {
    @Test("as the suite says", arguments: Backend.allCases, RegistryConformance.all)
    func conforms(_ backend: Backend, _ check: RegistryConformance.Check) async throws {
        try await backend.run { try await check.verify($0) }
    }
}
