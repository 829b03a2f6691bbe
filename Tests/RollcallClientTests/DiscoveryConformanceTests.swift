import RollcallClient
import RollcallTestKit
import Testing

@Suite("What every discovery does", .timeLimit(.minutes(5)))
struct DiscoveryConformanceTests {
    @Test("as the suite says", arguments: Backend.allCases, DiscoveryConformance.all)
    func conforms(_ backend: Backend, _ check: DiscoveryConformance.Check) async throws {
        try await backend.run { registry in
            let discovery = CachedDiscovery(registry)
            do { try await check.verify(DiscoveryConformance.Subject(registry, discovery)) } catch {
                await discovery.close()
                throw error
            }
            await discovery.close()
            #expect(discovery.followerCount == 0)
        }
    }
}
