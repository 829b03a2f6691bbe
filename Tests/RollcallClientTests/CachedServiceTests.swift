import RollcallCore
import RollcallTestKit
import Testing

@testable import RollcallClient

@Suite("What is remembered of a service")
struct CachedServiceTests {
    private static func cached(_ instances: [ServiceInstance], revision: Int64) throws -> CachedService {
        let position = RegistryPosition(epoch: "e", revision: Revision(revision))
        return CachedService(
            try ServiceName("orders"), RegistryListing(position: position, instances: instances), at: .zero)
    }

    @Test("the fold over random histories is what the registry lists", arguments: UInt64(0)..<200)
    func fold(_ seed: UInt64) throws {
        var random = SeededRandom(seed)
        var registry = RegistryState(epoch: "e")
        let service = try ServiceName("orders")
        var cached: CachedService?
        for step in 0..<60 {
            let id = try InstanceID("i\(Int.random(in: 0..<8, using: &random))")
            let command: RegistryCommand =
                switch Int.random(in: 0..<4, using: &random) {
                case 0, 1:
                    .register(
                        try Sample.registration(id.text, metadata: ["n": "\(random.next() % 3)"]))
                case 2: .transition(id, random.pick(StatusEvent.allCases), cause: "chance")
                default: .deregister(id)
                }
            // What is refused makes no event.
            let events = (try? registry.apply(command, at: WallTime(milliseconds: Int64(step))).events) ?? []
            cached?.apply(events)
            if cached == nil, step == 20 {
                cached = CachedService(
                    service,
                    RegistryListing(
                        position: RegistryPosition(epoch: "e", revision: registry.revision),
                        instances: registry.instances(of: service)), at: .zero)
            }
            if let cached {
                #expect(cached.all == registry.instances(of: service), "seed \(seed), step \(step)")
                #expect(cached.position.revision == registry.revision)
            }
        }
    }

    @Test("what a list of several pages showed already is not undone by the events that led to it")
    func pages() throws {
        let old = try Sampled.instance("a", status: .up, revision: 2)
        let listed = try Sampled.instance("a", status: .down, revision: 9)
        var cached = try Self.cached([listed], revision: 5)
        cached.apply([Sampled.registered(old, 6), Sampled.status(old, .up, 7)])
        #expect(cached.all == [listed])
        cached.apply([Sampled.status(listed, .up, 10)])
        #expect(cached.all.map(\.status) == [.up])
    }

    @Test("who does not come back after the registry began anew is dropped when its lease would be over")
    func expires() throws {
        var cached = try Self.cached([try Sampled.instance("a"), try Sampled.instance("b")], revision: 5)
        #expect(cached.nextExpiry == nil)
        let position = RegistryPosition(epoch: "new", revision: Revision(1))
        cached.replace(RegistryListing(position: position, instances: [try Sampled.instance("b")]), at: .zero)
        let expiry = try #require(cached.nextExpiry)
        #expect(cached.all.map(\.id.text) == ["a", "b"])
        cached.dropExpired(at: expiry)
        #expect(cached.all.count == 2)
        cached.dropExpired(at: expiry.advanced(by: .milliseconds(1)))
        #expect(cached.all.map(\.id.text) == ["b"] && cached.nextExpiry == nil)
    }

    @Test("it is fresh while the watch lives and for the ttl after it broke, to the nanosecond")
    func staleness() throws {
        let ttl = Duration.seconds(5)
        var cached = try Self.cached([], revision: 1)
        cached.linked()
        let late = Moment.zero.advanced(by: .seconds(1_000))
        #expect(!cached.answer(at: late, ttl: ttl).isStale)
        cached.unlinked(at: late)
        cached.unlinked(at: late.advanced(by: .seconds(3)))
        let end = late.advanced(by: ttl)
        #expect(!cached.answer(at: Moment(nanoseconds: end.nanoseconds - 1), ttl: ttl).isStale)
        #expect(cached.answer(at: end, ttl: ttl).isStale)
        cached.linked()
        #expect(!cached.answer(at: end, ttl: ttl).isStale)
    }
}
