import RollcallCore
import RollcallTestKit
import Testing

@testable import RollcallClient

@Suite("What a provider does next")
struct ProviderPlanTests {
    private static let ttl = Duration.seconds(9)
    private static let gone = RegistryError.unavailable("away")

    private static func plan(drainTime: Duration = .seconds(2)) throws -> ProviderPlan {
        ProviderPlan(
            try Sample.registration(ttl: ttl), initialStatus: nil, drainTime: drainTime, at: .zero)
    }

    private static func at(_ seconds: Double) -> Moment { Moment.zero.advanced(by: .seconds(seconds)) }

    private static func until(_ step: ProviderPlan.Step) throws -> Duration {
        guard case .wait(let until) = step else { throw Violation("\(step) is no wait") }
        return Moment.zero.duration(to: until)
    }

    @Test("it renews at once, then every third of the ttl, a tenth sooner or later", arguments: UInt64(0)..<100)
    func pace(_ seed: UInt64) throws {
        var (plan, random) = (try Self.plan(), SeededRandom(seed))
        let registration = plan.registration
        #expect(plan.next(at: .zero) == .renew(registration, initialStatus: nil, limit: .seconds(3)))
        plan.renewed(at: .zero, using: &random)
        let pause = try Self.until(plan.next(at: .zero))
        #expect(pause >= .seconds(2.7) && pause <= .seconds(3.3), "seed \(seed)")
        #expect(plan.next(at: Self.at(3.31)) == .renew(registration, initialStatus: nil, limit: .seconds(3)))
    }

    @Test("what was sent may have been accepted, whether an answer came or not")
    func mayBeRegistered() throws {
        var plan = try Self.plan()
        #expect(!plan.mayBeRegistered)
        _ = plan.next(at: .zero)
        #expect(plan.mayBeRegistered && !plan.isRegistered)
    }

    @Test("renewals of providers that start as one spread", arguments: [UInt64(7)])
    func spread(_ seed: UInt64) throws {
        var random = SeededRandom(seed)
        let pauses = try (0..<100).map { _ in
            var plan = try Self.plan()
            plan.renewed(at: .zero, using: &random)
            return try Self.until(plan.next(at: .zero))
        }
        #expect(Set(pauses).count > 90)
    }

    @Test("while nobody answers it waits longer each time, but never longer than a third of the ttl")
    func backoff() throws {
        var (plan, random) = (try Self.plan(), SeededRandom(1))
        var (now, waits) = (Moment.zero, [Duration]())
        for _ in 0..<10 {
            #expect(!plan.failed(Self.gone, at: now, using: &random))
            guard case .wait(let until) = plan.next(at: now) else { throw Violation("no wait") }
            waits.append(now.duration(to: until))
            now = until
        }
        #expect(waits[0] <= .milliseconds(300))
        #expect(waits[3] > waits[0] * 4)
        #expect(waits.allSatisfy { $0 <= .seconds(3) })
        #expect(waits.last == .seconds(3))
    }

    @Test("a registration that is refused for good ends it, unless it was accepted before")
    func refused() throws {
        var (plan, random) = (try Self.plan(), SeededRandom(1))
        let refusal = RegistryError.invalid(InvalidField("port", "is taken"))
        var fresh = plan
        let givesUp = fresh.failed(refusal, at: .zero, using: &random)
        #expect(givesUp)
        #expect(fresh.next(at: .zero) == .finished)
        plan.renewed(at: .zero, using: &random)
        let givesUpLater = plan.failed(refusal, at: .zero, using: &random)
        #expect(!givesUpLater)
        #expect(try Self.until(plan.next(at: .zero)) > .zero)
    }

    @Test("a change is sent at once, also one that comes while the one before is under way")
    func change() throws {
        var (plan, random) = (try Self.plan(), SeededRandom(1))
        plan.renewed(at: .zero, using: &random)
        var patch = InstancePatch()
        patch.weight = 5
        _ = plan.next(at: Self.at(4))
        try plan.change(patch, at: Self.at(4.1))
        plan.renewed(at: Self.at(4.2), using: &random)
        guard case .renew(let registration, _, _) = plan.next(at: Self.at(4.2)) else { throw Violation("no renewal") }
        #expect(registration.weight == 5)
        plan.renewed(at: Self.at(4.3), using: &random)
        #expect(try Self.until(plan.next(at: Self.at(4.3))) > .seconds(6.9))
    }

    @Test("a change that is not acceptable changes nothing")
    func badChange() throws {
        var (plan, random) = (try Self.plan(), SeededRandom(1))
        plan.renewed(at: .zero, using: &random)
        var patch = InstancePatch()
        patch.weight = -1
        #expect(throws: InvalidField.self) { try plan.change(patch, at: Self.at(1)) }
        #expect(plan.registration.weight == 1)
        #expect(try Self.until(plan.next(at: Self.at(1))) > .seconds(2))
    }

    @Test("it leaves by draining, renewing for the drain time as out of service, and deregistering")
    func leaves() throws {
        var (plan, random) = (try Self.plan(drainTime: .seconds(5)), SeededRandom(1))
        plan.renewed(at: .zero, using: &random)
        plan.leave()
        #expect(plan.next(at: Self.at(1)) == .drain)
        plan.drained(at: Self.at(1))
        let due = try Self.until(plan.next(at: Self.at(1)))
        #expect(due <= .seconds(3.3))
        guard case .renew(_, .outOfService, _) = plan.next(at: Self.at(3.4)) else { throw Violation("no renewal") }
        plan.renewed(at: Self.at(3.4), using: &random)
        #expect(try Self.until(plan.next(at: Self.at(3.5))) == .seconds(6))
        #expect(plan.next(at: Self.at(6)) == .deregister)
        plan.deregistered()
        #expect(plan.next(at: Self.at(6)) == .finished)
    }

    @Test("it does not wait for callers that could not hear of the drain, and gives up after three farewells")
    func leavesAlone() throws {
        var (plan, random) = (try Self.plan(), SeededRandom(1))
        plan.renewed(at: .zero, using: &random)
        plan.leave()
        plan.drainFailed(Self.gone, at: Self.at(1))
        var (now, tries) = (Self.at(1), 0)
        while true {
            switch plan.next(at: now) {
            case .deregister:
                tries += 1
                plan.deregisterFailed(Self.gone, at: now, using: &random)
            case .wait(let until): now = until
            case .finished:
                #expect(tries == 3)
                #expect(Moment.zero.duration(to: now) < .seconds(3))
                return
            case let other: throw Violation("\(other)")
            }
        }
    }

    @Test("where the registry does not know the instance there is nothing to leave")
    func leavesUnknown() throws {
        var plan = try Self.plan()
        plan.leave()
        plan.drainFailed(.unknownInstance(plan.registration.id), at: .zero)
        #expect(plan.next(at: .zero) == .finished)
    }
}
