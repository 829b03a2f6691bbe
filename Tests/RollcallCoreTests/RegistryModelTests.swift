import RollcallCore
import RollcallTestKit
import Testing

/// Random commands against the state and against a model of a few lines.
@Suite struct RegistryModelTests {
    /// Service, port, whether it has checks, status, and whether its lease has lapsed.
    struct Modelled: Equatable {
        var service: String
        var port: Int
        var hasChecks: Bool
        var status: ServiceStatus
        var hasLapsed = false

        mutating func pass() {
            guard !hasLapsed else { return }
            if status == .starting || status == .down { status = .up }
        }

        mutating func live() {
            guard hasLapsed else { return }
            hasLapsed = false
            if !hasChecks { pass() }
        }
    }

    struct Model {
        var instances: [String: Modelled] = [:]

        /// Does what the command says; false where the registry must refuse.
        mutating func apply(_ command: RegistryCommand) -> Bool {
            switch command {
            case .register(let registration, let initial): return register(registration, initial)
            case .update(let id, let patch, _):
                guard var instance = instances[id.text] else { return false }
                instance.port = patch.port ?? instance.port
                if let checks = patch.checks {
                    let hadChecks = instance.hasChecks
                    instance.hasChecks = !checks.isEmpty
                    if hadChecks, checks.isEmpty { instance.pass() }
                }
                instances[id.text] = instance
            case .deregister(let id, _, _), .evict(let id, _): return instances.removeValue(forKey: id.text) != nil
            case .transition(let id, let event, _, _):
                guard var instance = instances[id.text] else { return false }
                switch event {
                case .healthCheckPass: instance.pass()
                case .healthCheckFail: if instance.status == .up { instance.status = .down }
                case .ready: if instance.status == .starting { instance.status = .up }
                case .gracefulShutdown: instance.status = .outOfService
                case .leaseExpired: if instance.status != .outOfService { instance.status = .down }
                case .resume:
                    if instance.status == .outOfService { instance.status = .starting }
                    if !instance.hasChecks { instance.pass() }
                }
                instances[id.text] = instance
            case .revive(let id):
                guard instances[id.text] != nil else { return false }
                instances[id.text]?.live()
            case .expireLease(let id, _):
                guard let instance = instances[id.text] else { return false }
                instances[id.text]?.hasLapsed = true
                if instance.status != .outOfService { instances[id.text]?.status = .down }
            case .breaker(let id, _, _): return instances[id.text] != nil
            case .setPolicy, .selfPreservation, .started: break
            }
            return true
        }

        private mutating func register(_ registration: Registration, _ initial: ServiceStatus?) -> Bool {
            let id = registration.id.text
            guard var instance = instances[id] else {
                instances[id] = Modelled(
                    service: registration.service.text, port: Int(registration.port),
                    hasChecks: !registration.checks.isEmpty,
                    status: initial ?? (registration.checks.isEmpty ? .up : .starting))
                return true
            }
            guard instance.service == registration.service.text else { return false }
            let hadChecks = instance.hasChecks
            instance.port = Int(registration.port)
            instance.hasChecks = !registration.checks.isEmpty
            if hadChecks, !instance.hasChecks { instance.pass() }
            instance.live()
            instances[id] = instance
            return true
        }
    }

    static func command(_ random: inout SeededRandom) throws -> RegistryCommand {
        let id = InstanceID(trusted: "i\(Int.random(in: 0..<6, using: &random))")
        let checks = Bool.random(using: &random) ? [try Sample.check()] : []
        switch Int.random(in: 0..<10, using: &random) {
        case 0...2:
            let registration = try Sample.registration(
                id.text, service: random.pick(["s", "s", "s", "t"]), port: Int.random(in: 1...3, using: &random),
                checks: checks)
            return .register(
                registration, initialStatus: Int.random(in: 0..<6, using: &random) == 0 ? .outOfService : nil)
        case 3:
            var patch = InstancePatch()
            if Bool.random(using: &random) { patch.port = Int.random(in: 1...3, using: &random) }
            if Bool.random(using: &random) { patch.checks = checks }
            return .update(id, patch)
        case 4: return Bool.random(using: &random) ? .deregister(id) : .evict(id, cause: "test")
        case 5: return .expireLease(id, cause: "test")
        case 6: return .revive(id)
        default: return .transition(id, random.pick(StatusEvent.allCases), cause: "test")
        }
    }

    @Test("the registry does what the model says, and its events tell all of it", arguments: UInt64(0)..<60)
    func model(seed: UInt64) throws {
        var random = SeededRandom(seed)
        var (state, model) = (RegistryState(epoch: "e"), Model())
        var past: [InstanceID: ServiceInstance] = [:]
        var last = Revision.zero
        for step in 0..<300 {
            let note = "replay: seed \(seed), step \(step)"
            let command = try Self.command(&random)
            let time = WallTime(milliseconds: Int64.random(in: 0...1_000_000, using: &random))
            let mayApply = model.apply(command)
            do {
                let applied = try state.apply(command, at: time)
                #expect(mayApply, "\(note): \(command) was not refused")
                for event in applied.events {
                    #expect(event.revision == last.next, "\(note)")
                    last = event.revision
                    History.fold(event, into: &past)
                }
            } catch {
                #expect(!mayApply, "\(note): \(command) was refused: \(error)")
            }
            #expect(state.revision == last, "\(note)")
            let there = Dictionary(uniqueKeysWithValues: state.allInstances.map { ($0.id, $0) })
            try #require(there == past, "\(note): the fold over the events is not the state")
            let seen = there.map { id, instance in
                Modelled(
                    service: instance.service.text, port: Int(instance.registration.port),
                    hasChecks: !instance.registration.checks.isEmpty, status: instance.status,
                    hasLapsed: state.isLapsed(id))
            }
            let expected = there.keys.compactMap { model.instances[$0.text] }
            try #require(seen == expected, "\(note): \(command)")
            #expect(there.count == model.instances.count, "\(note)")
            try checkCounts(state, note)
        }
    }

    private func checkCounts(_ state: RegistryState, _ note: String) throws {
        var counts = StatusCounts()
        for instance in state.allInstances { counts.add(instance.status) }
        #expect(state.counts == counts, "\(note)")
        for (name, entry) in state.allServices {
            var ofService = StatusCounts()
            for instance in state.instances(of: name) { ofService.add(instance.status) }
            #expect(entry.counts == ofService, "\(note): \(name)")
        }
        let byService = state.allServices.flatMap { state.instances(of: $0.name) }
        #expect(byService.count == state.instanceCount, "\(note)")
    }
}
