import RollcallCore
import RollcallTestKit
import Testing

@testable import RollcallProxy

@Suite("What the log says of a proxy's instances")
struct AvailabilityTests {
    private let log = LogLines()
    private let upstream = Upstream(
        instance: InstanceID(trusted: "orders-1"), address: Address(trusted: "10.0.0.1"), port: 8_080)

    @Test("an instance that fails is named once, and once more when it serves again")
    func once() {
        let availability = Availability(log.logger())
        for _ in 0..<3 {
            availability.note(.connectFailed(.refused, after: .zero), of: upstream)
            availability.note(.reset(beforeFirstByte: true, after: .zero), of: upstream)
        }
        for _ in 0..<3 { availability.note(.closed(after: .zero), of: upstream) }
        availability.note(.connectFailed(.refused, after: .zero), of: upstream)
        #expect(
            log.all == [
                "warning An instance fails; others are tried", "notice An instance serves again",
                "warning An instance fails; others are tried",
            ])
    }

    @Test("what says nothing of an instance is not logged")
    func silence() {
        let availability = Availability(log.logger())
        availability.note(.connected(after: .zero), of: upstream)
        availability.note(.abandoned, of: upstream)
        availability.note(.reset(beforeFirstByte: false, after: .zero), of: upstream)
        availability.note(.closed(after: .zero), of: upstream)
        #expect(log.all.isEmpty)
    }
}
