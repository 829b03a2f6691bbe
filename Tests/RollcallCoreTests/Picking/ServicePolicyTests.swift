import RollcallCore
import RollcallTestKit
import Testing

@Suite struct ServicePolicyTests {
    typealias Make = @Sendable () throws(InvalidField) -> ServicePolicy

    static let refused: [(field: String, make: Make)] = [
        ("panic_threshold", { () throws(InvalidField) in try ServicePolicy(panicThreshold: -0.1) }),
        ("panic_threshold", { () throws(InvalidField) in try ServicePolicy(panicThreshold: .nan) }),
        ("panic_threshold", { () throws(InvalidField) in try ServicePolicy(panicThreshold: 50) }),
        ("ejection_share", { () throws(InvalidField) in try ServicePolicy(ejectionShare: 1.1) }),
        ("slow_start", { () throws(InvalidField) in try ServicePolicy(slowStart: SlowStart(window: .seconds(9_999))) }),
        (
            "slow_start_aggression",
            { () throws(InvalidField) in try ServicePolicy(slowStart: SlowStart(aggression: 99)) }
        ),
    ]

    @Test("what is out of bounds is refused by name", arguments: refused.indices)
    func bounds(_ index: Int) {
        let error = #expect(throws: InvalidField.self) { try Self.refused[index].make() }
        #expect(error?.field == Self.refused[index].field)
    }

    @Test("the defaults pass their own checks, and what is not named stays as it was")
    func defaults() throws {
        #expect(try ServicePolicy() == .standard)
        let other = try ServicePolicy(balancing: .maglev, prefersZone: false, panicThreshold: 0.2)
        #expect(try ServicePolicy(from: other, ejectionShare: other.ejectionShare) == other)
    }

    @Test("the history tells what of a policy changed, each setting by its name")
    func words() throws {
        let breaker = try BreakerSettings(isEnabled: false, consecutiveFailures: 3, openBase: .seconds(10))
        let other = try ServicePolicy(balancing: .maglev, ejectionShare: 0.25, breaker: breaker)
        #expect(
            other.words(since: .standard) == "policy maglev, ejection share 0.25, breakers off, failures 3, open 10s")
        #expect(ServicePolicy.standard.words(since: .standard) == "set to what it was by default")
    }

    static let weights: [(weight: Int, metadata: [String: String], traffic: Int)] = [
        (1, [:], 1), (1, ["weight": "7"], 7), (1, ["weight": "0"], 0), (3, ["weight": "7"], 3), (0, ["weight": "7"], 0),
        (1, ["weight": "10000"], 10_000), (1, ["weight": "10001"], 1), (1, ["weight": "+5"], 1),
        (1, ["weight": "-5"], 1), (1, ["weight": "2.5"], 1), (1, ["weight": ""], 1), (1, ["weight": "999999999999"], 1),
        (1, ["Weight": "7"], 1), (1, ["weight": "٣"], 1),
    ]

    @Test("the weight is the registration's, or where it says none that of the metadata", arguments: weights)
    func weight(_ weight: Int, _ metadata: [String: String], _ traffic: Int) throws {
        let registration = try Registration(
            id: InstanceID("a"), service: ServiceName("s"), address: Address("127.0.0.1"), port: 1,
            metadata: Metadata(metadata), weight: weight)
        #expect(registration.trafficWeight == traffic)
    }
}
