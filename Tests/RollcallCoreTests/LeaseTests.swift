import RollcallCore
import RollcallTestKit
import Testing

@Suite struct LeaseTests {
    static let epoch = WallTime(milliseconds: 1_000)

    static func moment(_ milliseconds: Int64) -> Moment { Moment(nanoseconds: milliseconds * 1_000_000) }

    static func lease(ttl: Int64 = 100, evictAfter: Int64 = 200) throws -> Lease {
        Lease(
            try LeaseTerms(ttl: .milliseconds(ttl), evictAfter: .milliseconds(evictAfter)), granted: .zero, epoch)
    }

    @Test("a lease lives up to and not including its deadline")
    func boundary() throws {
        let lease = try Self.lease()
        #expect(!lease.isDue(at: Moment(nanoseconds: 99_999_999)))
        #expect(lease.isDue(at: Moment(nanoseconds: 100_000_000)))
    }

    @Test("a renewal gives a full ttl from its own moment, not from the old deadline")
    func renewal() throws {
        var lease = try Self.lease()
        lease.renew(at: Self.moment(40), Self.epoch)
        #expect(lease.deadline == Self.moment(140))
    }

    @Test("the table renews up to the deadline, and from it on says that the lease has lapsed")
    func tableBoundary() throws {
        let (id, terms) = (try InstanceID("a"), try LeaseTerms(ttl: .milliseconds(100)))
        for (at, renewal) in [(Int64(99_999_999), true), (100_000_000, false)] {
            var table = LeaseTable()
            table.grant(id, terms, at: .zero, Self.epoch)
            let answer = table.renew(id, at: Moment(nanoseconds: at), Self.epoch)
            #expect((answer != .lapsed) == renewal, "at \(at) ns")
        }
    }

    @Test("an expired lease is evicted its time after it ran out, and a sign of life puts it back")
    func twoPhases() throws {
        var lease = try Self.lease()
        lease.expire(at: Self.moment(100))
        #expect(lease.phase == .expired)
        #expect(lease.hasLapsed)
        #expect(lease.deadline == Self.moment(300))
        lease.renew(at: Self.moment(150), Self.epoch)
        #expect(lease.phase == .held)
        #expect(!lease.hasLapsed)
        #expect(lease.deadline == Self.moment(250))
    }

    @Test("after a stall a held lease gets a full ttl, and an expired one keeps its eviction")
    func stall() throws {
        var (held, expired) = (try Self.lease(), try Self.lease())
        expired.expire(at: Self.moment(100))
        held.extend(at: Self.moment(5_000))
        expired.extend(at: Self.moment(5_000))
        #expect(held.deadline == Self.moment(5_100))
        #expect(expired.deadline == Self.moment(300))
    }

    @Test("a restart grants a full ttl and keeps in mind who had lapsed")
    func restored() throws {
        let lease = Lease(
            restored: try LeaseTerms(ttl: .milliseconds(100)), granted: Self.epoch, renewed: Self.epoch,
            hasLapsed: true, at: Self.moment(7))
        #expect(lease.deadline == Self.moment(107))
        #expect(lease.phase == .held)
        #expect(lease.hasLapsed)
    }

    @Test("other terms measure the running phase anew")
    func amend() throws {
        var lease = try Self.lease()
        lease.amend(try LeaseTerms(ttl: .milliseconds(500), evictAfter: .milliseconds(700)), at: Self.moment(50))
        #expect(lease.deadline == Self.moment(550))
        lease.expire(at: Self.moment(550))
        lease.amend(try LeaseTerms(ttl: .milliseconds(500), evictAfter: .milliseconds(100)), at: Self.moment(600))
        #expect(lease.deadline == Self.moment(700))
    }

    @Test("an instance to be evicted at once comes up for it in the same sweep")
    func evictAtOnce() throws {
        var table = LeaseTable()
        let id = try InstanceID("a")
        table.grant(id, try LeaseTerms(ttl: .milliseconds(100), evictAfter: .zero), at: .zero, Self.epoch)
        let due = table.takeDue(at: Self.moment(100), countMax: 10)
        #expect(due.map(\.phase) == [.held, .expired])
    }

    @Test("a sweep takes no more than it may, soonest first, and the rest next time")
    func bounded() throws {
        var table = LeaseTable()
        for ttl in [Int64(300), 100, 200] {
            table.grant(try InstanceID("t\(ttl)"), try LeaseTerms(ttl: .milliseconds(ttl)), at: .zero, Self.epoch)
        }
        #expect(table.takeDue(at: Self.moment(1_000), countMax: 2).map(\.id.text) == ["t100", "t200"])
        #expect(table.takeDue(at: Self.moment(1_000), countMax: 2).map(\.id.text) == ["t300"])
        #expect(table.takeDue(at: Self.moment(1_000), countMax: 2).isEmpty)
    }

    @Test("renewals are reported once, and those of the gone not at all")
    func takeRenewed() throws {
        var table = LeaseTable()
        let (first, second) = (try InstanceID("a"), try InstanceID("b"))
        for id in [first, second] { table.grant(id, .standard, at: .zero, Self.epoch) }
        let later = WallTime(milliseconds: 2_000)
        for id in [first, second] { _ = table.renew(id, at: Self.moment(1), later) }
        table.revoke(second)
        let renewed = table.takeRenewed()
        #expect(renewed.map(\.id) == [first])
        #expect(renewed.map(\.renewed) == [later])
        #expect(table.takeRenewed().isEmpty)
    }
}
