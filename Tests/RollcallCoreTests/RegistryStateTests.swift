import RollcallCore
import RollcallTestKit
import Testing

@Suite struct RegistryStateTests {
    static let time = WallTime(milliseconds: 1_000_000)
    static let id = InstanceID(trusted: "orders-1")

    static func state(with registrations: Registration...) throws -> RegistryState {
        var state = RegistryState(epoch: "e")
        for registration in registrations { _ = try state.apply(.register(registration), at: time) }
        return state
    }

    static func kinds(_ applied: RegistryState.Applied) -> [EventKind] { applied.events.map(\.kind.name) }

    // MARK: Registration

    @Test("an instance without checks begins UP, one with checks STARTING, unless it says otherwise")
    func firstStatus() throws {
        var state = RegistryState(epoch: "e")
        let checks = [try Sample.check()]
        #expect(try state.apply(.register(Sample.registration("a")), at: Self.time).instance?.status == .up)
        let checked = try Sample.registration("b", checks: checks)
        #expect(try state.apply(.register(checked), at: Self.time).instance?.status == .starting)
        let drained = RegistryCommand.register(try Sample.registration("c"), initialStatus: .outOfService)
        #expect(try state.apply(drained, at: Self.time).instance?.status == .outOfService)
    }

    @Test("the same registration again makes no event, but renews the lease")
    func idempotent() throws {
        var state = try Self.state(with: Sample.registration())
        let again = try state.apply(.register(Sample.registration()), at: Self.time)
        #expect(again.outcome == .unchanged)
        #expect(again.events.isEmpty)
        #expect(again.lease == .grant(Self.id, try Sample.registration().lease))
        #expect(state.revision == Revision(1))
    }

    @Test("a different one is an update that names what changed and keeps the status")
    func update() throws {
        var state = try Self.state(with: Sample.registration())
        _ = try state.apply(.transition(Self.id, .gracefulShutdown, cause: "drain"), at: Self.time)
        let other = try Sample.registration(port: 9_000, metadata: ["v": "2"])
        let applied = try state.apply(.register(other, initialStatus: .up), at: Self.time)
        #expect(applied.outcome == .updated)
        #expect(applied.instance?.status == .outOfService)
        let event = try #require(applied.events.first)
        guard case .updated(_, let fields) = event.kind else {
            Issue.record("not an update")
            return
        }
        #expect(fields == ["port", "metadata"])
        #expect(event.cause == "port 8081 → 9000; metadata changed")
    }

    // MARK: Refusals

    static func refused() throws -> [RegistryCommand] {
        var tooMuch = InstancePatch()
        tooMuch.metadata = Dictionary(uniqueKeysWithValues: (0..<65).map { ("k\($0)", "v") })
        let stranger = InstanceID(trusted: "nobody")
        return [
            .register(try Sample.registration(service: "billing")),
            .register(try Sample.registration("one-too-many")),
            .update(id, InstancePatch(), expected: Revision(7)),
            .update(id, tooMuch),
            .deregister(id, expected: Revision(7)),
            .update(stranger, InstancePatch()), .deregister(stranger), .revive(stranger),
            .transition(stranger, .ready, cause: ""), .expireLease(stranger, cause: ""), .evict(stranger, cause: ""),
        ]
    }

    @Test("a refused command changes nothing", arguments: try refused())
    func refusal(_ command: RegistryCommand) throws {
        var state = RegistryState(epoch: "e", instanceCountMax: 1)
        _ = try state.apply(.register(Sample.registration()), at: Self.time)
        let before = state
        #expect(throws: RegistryError.self) { try state.apply(command, at: Self.time) }
        #expect(state.revision == before.revision)
        #expect(state.allInstances == before.allInstances)
        #expect(state.counts == before.counts)
    }

    @Test("an update is refused with both revisions named when the instance has moved on")
    func expectedRevision() throws {
        var state = try Self.state(with: Sample.registration())
        var patch = InstancePatch()
        patch.weight = 5
        #expect(try state.apply(.update(Self.id, patch, expected: Revision(1)), at: Self.time).outcome == .updated)
        #expect(throws: RegistryError.revisionConflict(Self.id, expected: Revision(1), actual: Revision(2))) {
            try state.apply(.update(Self.id, patch, expected: Revision(1)), at: Self.time)
        }
    }

    @Test("an id stays with the service it was registered for")
    func serviceConflict() throws {
        var state = try Self.state(with: Sample.registration())
        let (orders, billing) = (ServiceName(trusted: "orders"), ServiceName(trusted: "billing"))
        #expect(throws: RegistryError.serviceConflict(Self.id, registered: orders, asked: billing)) {
            try state.apply(.register(Sample.registration(service: "billing")), at: Self.time)
        }
    }

    // MARK: Updates

    @Test("a patch merges metadata, removes what is null and leaves the rest alone")
    func patch() throws {
        var state = try Self.state(with: Sample.registration(metadata: ["keep": "1", "change": "1", "drop": "1"]))
        var patch = InstancePatch()
        patch.metadata = ["change": "2", "drop": nil, "add": "3"]
        let instance = try #require(try state.apply(.update(Self.id, patch), at: Self.time).instance)
        #expect(instance.registration.metadata.pairs == ["keep": "1", "change": "2", "add": "3"])
        #expect(instance.registration.port == 8081)
    }

    @Test("a patch that changes nothing makes no event")
    func emptyPatch() throws {
        var state = try Self.state(with: Sample.registration())
        var patch = InstancePatch()
        patch.weight = 1
        patch.metadata = ["absent": nil]
        #expect(try state.apply(.update(Self.id, patch), at: Self.time).outcome == .unchanged)
        #expect(state.revision == Revision(1))
    }

    @Test("a STARTING instance whose checks are removed has nothing left to wait for")
    func checksRemoved() throws {
        var state = try Self.state(with: Sample.registration(checks: [Sample.check()]))
        var patch = InstancePatch()
        patch.checks = []
        let applied = try state.apply(.update(Self.id, patch), at: Self.time)
        #expect(Self.kinds(applied) == [.updated, .status])
        #expect(applied.instance?.status == .up)
    }

    @Test("other terms take effect without counting as a sign of life")
    func leaseTerms() throws {
        var state = try Self.state(with: Sample.registration())
        var patch = InstancePatch()
        let terms = try LeaseTerms(ttl: .seconds(99))
        patch.lease = terms
        #expect(try state.apply(.update(Self.id, patch), at: Self.time).lease == .amend(Self.id, terms))
    }

    // MARK: Status

    @Test("no check's pass revives what an operator took out of service")
    func outOfService() throws {
        var state = try Self.state(with: Sample.registration(checks: [Sample.check()]))
        _ = try state.apply(.transition(Self.id, .gracefulShutdown, cause: "drain"), at: Self.time)
        for event in StatusEvent.allCases where event != .resume {
            let applied = try state.apply(.transition(Self.id, event, cause: "\(event)"), at: Self.time)
            #expect(applied.outcome == .unchanged)
            #expect(applied.events.isEmpty)
        }
        _ = try state.apply(.expireLease(Self.id, cause: ""), at: Self.time)
        _ = try state.apply(.revive(Self.id), at: Self.time)
        _ = try state.apply(.register(Sample.registration(checks: [Sample.check()])), at: Self.time)
        #expect(state[Self.id]?.status == .outOfService)
    }

    @Test("the first pass of a STARTING instance is its ready")
    func firstPass() throws {
        var state = try Self.state(with: Sample.registration(checks: [Sample.check()]))
        let applied = try state.apply(.transition(Self.id, .healthCheckPass, cause: "ok"), at: Self.time)
        #expect(applied.instance?.status == .up)
        #expect(applied.instance?.lastChange == StatusChange(trigger: .ready, cause: "ok", at: Self.time))
    }

    @Test("what lost its lease is not revived by a pass, but by a heartbeat, and then by its checks")
    func lapsedWithChecks() throws {
        var state = try Self.state(with: Sample.registration(checks: [Sample.check()]))
        _ = try state.apply(.transition(Self.id, .healthCheckPass, cause: "ok"), at: Self.time)
        _ = try state.apply(.expireLease(Self.id, cause: "silent"), at: Self.time)
        #expect(state.isLapsed(Self.id))
        _ = try state.apply(.transition(Self.id, .healthCheckPass, cause: "ok"), at: Self.time)
        #expect(state[Self.id]?.status == .down)
        let revived = try state.apply(.revive(Self.id), at: Self.time)
        #expect(revived.events.isEmpty)
        #expect(revived.lease == .revive(Self.id))
        _ = try state.apply(.transition(Self.id, .healthCheckPass, cause: "ok"), at: Self.time)
        #expect(state[Self.id]?.status == .up)
    }

    @Test("without checks a heartbeat after the lapse is all the health there is to see")
    func lapsedWithoutChecks() throws {
        var state = try Self.state(with: Sample.registration())
        _ = try state.apply(.expireLease(Self.id, cause: "silent"), at: Self.time)
        #expect(state[Self.id]?.status == .down)
        let revived = try state.apply(.revive(Self.id), at: Self.time)
        #expect(Self.kinds(revived) == [.status])
        #expect(state[Self.id]?.status == .up)
        _ = try state.apply(.expireLease(Self.id, cause: "silent"), at: Self.time)
        let again = try state.apply(.register(Sample.registration()), at: Self.time)
        #expect(again.instance?.status == .up, "a registration is a sign of life too")
    }

    @Test("a lapse outlives a restart")
    func restoredLapse() throws {
        var before = try Self.state(with: Sample.registration(checks: [Sample.check()]))
        _ = try before.apply(.expireLease(Self.id, cause: "silent"), at: Self.time)
        var state = RegistryState(epoch: "e", revision: before.revision, lastEventTime: Self.time)
        state.restore(try #require(before[Self.id]))
        _ = try state.apply(.transition(Self.id, .healthCheckPass, cause: "ok"), at: Self.time)
        #expect(state[Self.id]?.status == .down)
    }

    @Test("resumed without checks, an instance goes through STARTING to UP, an event for each")
    func resumeWithoutChecks() throws {
        var state = try Self.state(with: Sample.registration())
        _ = try state.apply(.transition(Self.id, .gracefulShutdown, cause: "drain"), at: Self.time)
        let applied = try state.apply(.transition(Self.id, .resume, cause: "back"), at: Self.time)
        let moves = applied.events.compactMap { event -> [ServiceStatus]? in
            guard case .status(let from, let to, _) = event.kind else { return nil }
            return [from, to]
        }
        #expect(moves == [[.outOfService, .starting], [.starting, .up]])
        #expect(applied.events.map(\.revision.number) == [3, 4])
        #expect(applied.instance?.revision == Revision(4))
    }

    @Test("resumed with checks, it waits for them")
    func resumeWithChecks() throws {
        var state = try Self.state(with: Sample.registration(checks: [Sample.check()]))
        _ = try state.apply(.transition(Self.id, .gracefulShutdown, cause: "drain"), at: Self.time)
        let applied = try state.apply(.transition(Self.id, .resume, cause: "back"), at: Self.time)
        #expect(applied.instance?.status == .starting)
    }

    // MARK: Revisions and time

    @Test("a service has its own revision, which other services do not move")
    func serviceRevision() throws {
        var state = try Self.state(with: Sample.registration(), Sample.registration("b", service: "billing"))
        _ = try state.apply(.deregister(InstanceID(trusted: "b")), at: Self.time)
        #expect(state.service(ServiceName(trusted: "orders"))?.revision == Revision(1))
        #expect(state.service(ServiceName(trusted: "billing"))?.revision == Revision(3))
        #expect(state.service(ServiceName(trusted: "billing"))?.counts.total == 0)
    }

    @Test("the history never goes back in time, though the clock may")
    func clockSetBack() throws {
        var state = try Self.state(with: Sample.registration())
        let early = WallTime(milliseconds: 5)
        let applied = try state.apply(.transition(Self.id, .gracefulShutdown, cause: "drain"), at: early)
        #expect(applied.events.map(\.time) == [Self.time])
    }

    @Test("every change of status counts as a flap, and leaves with its instance")
    func flaps() throws {
        var state = try Self.state(with: Sample.registration(checks: [Sample.check()]))
        for event in [StatusEvent.healthCheckPass, .healthCheckFail, .healthCheckPass, .healthCheckPass] {
            _ = try state.apply(.transition(Self.id, event, cause: ""), at: Self.time)
        }
        #expect(state.flapCount(Self.id, at: Self.time) == 3)
        _ = try state.apply(.deregister(Self.id), at: Self.time)
        #expect(state.flapCount(Self.id, at: Self.time) == 0)
    }
}
