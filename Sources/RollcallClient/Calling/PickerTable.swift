import RollcallCore
import Synchronization

/// The pickers of the services that are called, each as the discovery last knew it and under the service's policy.
final class PickerTable: Sendable {
    private struct Entry {
        var picker: ServicePicker
        /// What the picker was told last.
        var position: RegistryPosition?
        var memberCount = 0
        /// Nil once the policy is known: from then on the watch tells of changes.
        var asksAgain: Moment? = Moment(nanoseconds: .min)
        var used: Moment
    }

    private let entries = Mutex<[ServiceName: Entry]>([:])
    private let traffic: (any TrafficSource)?
    private let countMax: Int
    private let outstandingExpiry: Duration?
    private let time: any Timekeeper
    private let chance: Chance

    /// How long the first call of a service waits for its policy, and how long the next to ask waits after a failure.
    private static let policyMax = Duration.seconds(1)
    private static let policyPause = Duration.seconds(5)

    init(
        _ traffic: (any TrafficSource)?, countMax: Int,
        outstandingExpiry: Duration? = ServicePicker.outstandingExpiryDefault, time: any Timekeeper, chance: Chance
    ) {
        self.traffic = traffic
        self.countMax = countMax
        self.outstandingExpiry = outstandingExpiry
        self.time = time
        self.chance = chance
    }

    var count: Int { entries.withLock { $0.count } }

    func breaker(_ service: ServiceName, _ id: InstanceID) -> CircuitBreaker? {
        entries.withLock { $0[service]?.picker.breaker(of: id) }
    }

    /// Asks for the policy of a service that is called for the first time. One call waits for it; those that come
    /// meanwhile go by the standard policy, and so do all while there is no answer.
    func prepare(_ service: ServiceName) async {
        let now = time.moment()
        let mustAsk = entries.withLock { entries in
            admit(service, &entries, at: now)
            guard traffic != nil, let asksAgain = entries[service]?.asksAgain, asksAgain <= now else { return false }
            entries[service]?.asksAgain = now.advanced(by: Self.policyPause)
            return true
        }
        guard mustAsk, let traffic else { return }
        do throws(RegistryError) {
            let policy = try await time.limit(Self.policyMax) { try await traffic.policy(of: service) }
            set(policy, of: service)
        } catch {
            // The next call after the pause asks again; until then the standard policy does.
        }
    }

    func pick(_ request: PickRequest, among found: DiscoveredService) throws(PickRefusal) -> Pick {
        let (now, wall) = (time.moment(), time.wallTime())
        let result = chance.use { random in
            entries.withLock { entries -> Result<Pick, PickRefusal> in
                admit(found.service, &entries, at: now)
                // Moved within the table, because a copy would copy all that the picker keeps.
                guard var entry = entries.removeValue(forKey: found.service) else {
                    preconditionFailure("\(found.service) was just admitted")
                }
                defer { entries[found.service] = entry }
                entry.used = now
                if entry.position != found.position || entry.memberCount != found.all.count {
                    entry.position = found.position
                    entry.memberCount = found.all.count
                    _ = entry.picker.update(members: found.all, at: now, wall)
                }
                do throws(PickRefusal) {
                    return .success(try entry.picker.pick(request, at: now, using: &random))
                } catch { return .failure(error) }
            }
        }
        return try result.get()
    }

    func report(_ outcome: CallOutcome, _ service: ServiceName, _ pick: Pick) {
        report(outcome, service, pick.id, pick.token)
    }

    func report(_ outcome: CallOutcome, _ service: ServiceName, _ id: InstanceID, _ token: PickToken) {
        let now = time.moment()
        chance.use { random in
            entries.withLock { entries in
                _ = entries[service]?.picker.report(outcome, for: id, token, at: now, using: &random)
            }
        }
    }

    func set(_ policy: ServicePolicy, of service: ServiceName) {
        let now = time.moment()
        entries.withLock { entries in
            entries[service]?.picker.setPolicy(policy, at: now)
            entries[service]?.asksAgain = nil
        }
    }

    /// Takes over what happened to policies and breakers elsewhere.
    ///
    /// A breaker that opened at the registry, by what all callers reported or by hand, is held open here for as long.
    func hear(_ service: ServiceName, _ events: [RegistryEvent]) {
        let now = time.moment()
        for event in events {
            switch event.kind {
            case .policy(let policy): set(policy, of: service)
            case .breaker(_, let record):
                guard let id = event.instance else { continue }
                entries.withLock { $0[service]?.picker.follow(record, of: id, at: now) }
            default: continue
            }
        }
    }

    private func admit(_ service: ServiceName, _ entries: inout [ServiceName: Entry], at now: Moment) {
        guard entries[service] == nil else { return }
        if entries.count >= countMax, let oldest = entries.min(by: { $0.value.used < $1.value.used }) {
            entries[oldest.key] = nil
        }
        entries[service] = Entry(
            picker: ServicePicker(.standard, outstandingExpiry: outstandingExpiry), used: now)
    }
}

extension ServicePicker {
    /// Does as another's breaker of the same instance did. How long it stays open is reckoned from now: the two clocks
    /// need not agree.
    fileprivate mutating func follow(_ record: BreakerRecord, of id: InstanceID, at now: Moment) {
        switch record.state {
        case .open:
            let time = record.openUntil.map { max(.zero, record.since.duration(to: $0)) }
            _ = trip(id, for: time, reason: "at the registry: \(record.cause)", at: now)
        case .closed:
            guard breaker(of: id)?.isForced == true else { return }
            _ = reset(id, reason: "at the registry: \(record.cause)", at: now)
        case .halfOpen: return
        }
    }
}
