import RollcallCore
import RollcallDashboard
import RollcallWire

/// Instances as a table.
enum InstanceListing {
    static func listing(_ instances: [InstanceView], now: WallTime) -> Listing {
        var listing = Listing([
            .init("INSTANCE", widthMin: 12, priority: 9), .init("SERVICE", widthMin: 8, priority: 6),
            .init("STATUS", priority: 8), .init("SINCE", .right, priority: 5), .init("LEASE", .right, priority: 4),
            .init("ADDRESS", priority: 7), .init("CHECKS", priority: 3), .init("ZONE"), .init("WEIGHT", .right),
            .init("TAGS", widthMin: 8), .init("CAUSE", widthMin: 16, priority: 2),
        ])
        for instance in instances {
            listing.add([
                .init(instance.id, .bold), .init(instance.name),
                .init(instance.status.rawValue, instance.status.colour), .init(age(instance.statusSince, now)),
                lease(instance.lease), .init(address(instance)), checks(instance.checks), .init(instance.zone),
                .init(instance.weight == Registration.weightDefault ? "" : String(instance.weight)),
                .init(instance.tags.joined(separator: ",")), .init(cause(instance), .faint),
            ])
        }
        return listing
    }

    static func address(_ instance: InstanceView) -> String {
        instance.address.contains(":")
            ? "[\(instance.address)]:\(instance.port)" : "\(instance.address):\(instance.port)"
    }

    /// How long ago `time` was, at a glance; the time itself when it cannot be read.
    static func age(_ time: String, _ now: WallTime) -> String {
        WallTime(rfc3339: time).map { DurationText.brief($0.duration(to: now)) } ?? time
    }

    private static func lease(_ lease: LeaseView) -> Listing.Cell {
        if let left = lease.expiresInMilliseconds { return .init(DurationText.brief(.milliseconds(left))) }
        guard let left = lease.evictsInMilliseconds else { return .init("of " + lease.ttl, .faint) }
        return .init("evicts in " + DurationText.brief(.milliseconds(left)), .red)
    }

    /// Why it is where it is: of one that does not come up, what its checks have found so far.
    static func cause(_ instance: InstanceView) -> String {
        let found = instance.checks.compactMap(\.state).first { $0.last?.passed == false }
        guard instance.status == .starting, let found, let last = found.last else { return instance.statusCause }
        return "not up yet: \(last.cause), \(CheckTracker.ordinal(found.streak)) failure in a row"
    }

    private static func checks(_ checks: [CheckView]) -> Listing.Cell {
        guard !checks.isEmpty else { return .init("none", .faint) }
        let states = checks.compactMap(\.state)
        guard !states.isEmpty else { return .init("\(checks.count)") }
        let passing = states.count { $0.verdict == "passing" }
        let isFailing = states.contains { $0.verdict == "failing" }
        return .init("\(passing)/\(checks.count) pass", isFailing ? .red : passing == checks.count ? .green : .yellow)
    }
}
