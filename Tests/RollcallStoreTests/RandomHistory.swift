import RollcallCore
import RollcallTestKit

/// A history made by the domain itself from one seed, and the registry after each of its events by a fold that shares
/// nothing with the store.
struct RandomHistory {
    private(set) var state: RegistryState
    private(set) var batches: [StoreBatch] = []
    private(set) var events: [RegistryEvent] = []
    private var random: SeededRandom
    private var now = WallTime(milliseconds: 1_000_000)

    init(seed: UInt64, epoch: String = "test", batchCount: Int = 60) throws {
        random = SeededRandom(seed)
        state = RegistryState(epoch: epoch)
        for _ in 0..<batchCount {
            var batch = StoreBatch()
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                // Several events often share one time.
                if Bool.random(using: &random) {
                    now = now.advanced(by: .milliseconds(Int64.random(in: 0...5_000, using: &random)))
                }
                if let applied = try? state.apply(try command(), at: now) { batch.add(applied) }
            }
            guard !batch.isEmpty else { continue }
            batches.append(batch)
            events += batch.events
        }
    }

    private mutating func command() throws -> RegistryCommand {
        let id = "i\(Int.random(in: 0..<8, using: &random))"
        let known = try InstanceID(id)
        switch Int.random(in: 0..<15, using: &random) {
        case 0...2:
            let checks = Bool.random(using: &random) ? [try HealthCheck(name: "tcp", kind: .tcp)] : []
            return .register(
                try .sample(
                    id, service: "s\(Int.random(in: 0..<3, using: &random))",
                    port: Int.random(in: 1...3, using: &random), metadata: ["k": id], checks: checks))
        case 3:
            var patch = InstancePatch()
            patch.weight = Int.random(in: 0...3, using: &random)
            patch.tags = Bool.random(using: &random) ? ["x"] : nil
            return .update(known, patch)
        case 4: return .deregister(known)
        case 5: return .evict(known, cause: "gone")
        case 6: return .expireLease(known, cause: "lease")
        case 7: return .revive(known)
        case 8: return .started(cause: "again")
        case 9, 10: return .breaker(known, from: .closed, breaker())
        case 11:
            let chosen = random.pick(BalancingPolicy.allCases)
            return .setPolicy(
                try ServiceName("s\(Int.random(in: 0..<3, using: &random))"), try ServicePolicy(balancing: chosen))
        default:
            let event = StatusEvent.allCases.randomElement(using: &random) ?? .ready
            return .transition(known, event, cause: "because \(event.rawValue)")
        }
    }

    private mutating func breaker() -> BreakerRecord {
        let isOpen = Bool.random(using: &random)
        return BreakerRecord(
            state: isOpen ? .open : random.pick([.closed, .halfOpen]), isForced: isOpen && Bool.random(using: &random),
            openings: Int.random(in: 0...5, using: &random), since: now,
            openUntil: isOpen && Bool.random(using: &random) ? now.advanced(by: .seconds(30)) : nil,
            cause: "5 failures in a row, the last: \"reset\"")
    }

    /// All instances after the events up to `revision`, in order of their ids.
    func fold(to revision: Revision) -> [ServiceInstance] {
        var instances: [InstanceID: ServiceInstance] = [:]
        for event in events where event.revision <= revision {
            switch event.kind {
            case .registered(let instance), .updated(let instance, _): instances[instance.id] = instance
            case .status(_, let to, let trigger):
                guard let id = event.instance else { continue }
                instances[id]?.status = to
                instances[id]?.lastChange = StatusChange(trigger: trigger, cause: event.cause, at: event.time)
                instances[id]?.updated = event.time
                instances[id]?.revision = event.revision
            case .deregistered, .evicted:
                guard let id = event.instance else { continue }
                instances[id] = nil
            case .breaker, .policy, .selfPreservation, .started: break
            }
        }
        return instances.values.sorted { $0.id < $1.id }
    }
}
