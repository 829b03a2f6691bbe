import RollcallCore
import Synchronization

/// The pickers of the services that are called, each as the discovery last knew it and under the service's policy.
final class PickerTable: Sendable {
    struct Entry {
        var picker: ServicePicker
        /// What the picker was told last.
        var position: RegistryPosition?
        var memberCount = 0
        /// Nil once policy and breakers are known: from then on the watch tells of changes.
        var asksAgain: Moment? = Moment(nanoseconds: .min)
        /// Counted up with whatever the watch tells of them.
        var newsCount = 0
        /// What is open at the registry, for those that the picker comes to know later.
        var held = HeldBreakers()
        var used: Moment
    }

    private let entries = Mutex<[ServiceName: Entry]>([:])
    private let traffic: (any TrafficSource)?
    private let countMax: Int
    private let outstandingExpiry: Duration?
    private let time: any Timekeeper
    private let chance: Chance

    /// How long the first call of a service waits for what it asks, and how long the next to ask waits after a failure.
    static let askMax = Duration.seconds(1)
    static let askPause = Duration.seconds(5)

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

    /// Asks for the policy and the open breakers of a service that is called for the first time, or of which news may
    /// have been missed. One call waits for it, at most for `limit`; those that come meanwhile go by what is known, at
    /// first by the standard policy, and so do all while there is no answer.
    func prepare(_ service: ServiceName, within limit: Duration = askMax) async {
        let now = time.moment()
        let newsBefore = entries.withLock { entries -> Int? in
            admit(service, &entries, at: now)
            guard traffic != nil, let asksAgain = entries[service]?.asksAgain, asksAgain <= now else { return nil }
            entries[service]?.asksAgain = now.advanced(by: Self.askPause)
            return entries[service]?.newsCount
        }
        guard let newsBefore, let traffic else { return }
        do throws(RegistryError) {
            let (policy, open) = try await time.limit(min(limit, Self.askMax)) {
                (try await traffic.policy(of: service), try await traffic.openBreakers(of: service))
            }
            take(policy, open, service, newsBefore)
        } catch {
            // The next call after the pause asks again; until then what is known must do.
        }
    }

    private func take(_ policy: ServicePolicy, _ open: [OpenBreaker], _ service: ServiceName, _ newsBefore: Int) {
        let now = time.moment()
        entries.withLock { entries in
            // News that came meanwhile may be newer than the answer. It is asked again, after the pause.
            guard entries[service]?.newsCount == newsBefore else { return }
            entries[service]?.asksAgain = nil
            entries[service]?.picker.setPolicy(policy, at: now)
            entries[service]?.replaceHeld(open, at: now)
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
                if entry.isNews(found) {
                    entry.position = found.position
                    entry.memberCount = found.all.count
                    _ = entry.picker.update(members: found.all, at: now, wall)
                    entry.hold(at: now)
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

    /// True when the call is one that was let out to see how its instance is.
    func established(_ service: ServiceName, _ id: InstanceID, _ token: PickToken) -> Bool {
        let now = time.moment()
        return chance.use { random in
            entries.withLock { entries in
                entries[service]?.picker.established(id, token, at: now, using: &random).wasProbe ?? false
            }
        }
    }

    /// Takes over what happened to policies and breakers elsewhere.
    ///
    /// A breaker that opened at the registry, by what all callers reported or by hand, is held open here for as long.
    func hear(_ service: ServiceName, _ news: CachedDiscovery.News) {
        let now = time.moment()
        entries.withLock { entries in
            guard entries[service] != nil else { return }
            switch news {
            case .listed:
                // An answer that is under way may be of before.
                entries[service]?.newsCount += 1
                entries[service]?.asksAgain = Moment(nanoseconds: .min)
            case .events(let events): for event in events { entries[service]?.hear(event, at: now) }
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
