import RollcallCore
import RollcallDashboard
import RollcallWire

/// Instances as a table.
enum InstanceListing {
    static func listing(_ instances: [InstanceView], now: WallTime) -> Listing {
        var listing = Listing([
            .init("INSTANCE", widthMin: 12), .init("SERVICE", widthMin: 8), .init("STATUS", widthMin: 14),
            .init("SINCE", .right), .init("LEASE", .right), .init("ADDRESS", widthMin: 14), .init("CHECKS"),
            .init("ZONE"), .init("WEIGHT", .right), .init("TAGS", widthMin: 8), .init("CAUSE", widthMin: 16),
        ])
        for instance in instances {
            listing.add([
                .init(instance.id, .bold), .init(instance.name),
                .init(instance.status.rawValue, instance.status.colour), .init(age(instance.statusSince, now)),
                lease(instance.lease), .init(address(instance)), checks(instance.checks), .init(instance.zone),
                .init(String(instance.weight)), .init(instance.tags.joined(separator: ",")),
                .init(instance.statusCause, .faint),
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
        return .init("gone, -" + DurationText.brief(.milliseconds(left)), .red)
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
