import ArgumentParser
import RollcallCore
import RollcallWire

/// `KEY=VALUE`, as metadata is written on the command line.
struct PairArgument: ExpressibleByArgument, Equatable, Sendable {
    let key: String
    let value: String

    init?(argument: String) {
        guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else { return nil }
        key = String(argument[..<equals])
        value = String(argument[argument.index(after: equals)...])
    }
}

extension [PairArgument] {
    /// The last word on a key counts.
    var dictionary: [String: String] { reduce(into: [:]) { $0[$1.key] = $1.value } }
}

/// What registering and updating an instance have in common.
struct InstanceOptions: ParsableArguments {
    @Option(help: "Where the instance listens: an address or a host name.") var address: String?
    @Option(
        name: .customLong("meta"), help: ArgumentHelp("A pair of metadata. Repeatable.", valueName: "key=value"))
    var metadata: [PairArgument] = []
    @Option(name: .customLong("tag"), help: "A tag. Repeatable.") var tags: [String] = []
    @Option(help: "The zone it runs in.") var zone: String?
    @Option(help: "Its share of traffic relative to its neighbours; 0 takes none.") var weight: Int?
    @Option(help: "Lower is tried first.") var priority: Int?
    @Option(help: "How long the lease holds without a heartbeat, as in 30s.") var ttl: String?
    @Option(help: "How long after that the instance is forgotten, as in 5m.") var evictAfter: String?
    @OptionGroup var checks: CheckOptions

    var lease: LeaseBody? {
        ttl == nil && evictAfter == nil ? nil : LeaseBody(ttl: ttl, evictAfter: evictAfter)
    }

    /// A registration under `name`.
    func body(name: String, port: Int) -> InstanceBody {
        var body = InstanceBody(name: name, address: address ?? "127.0.0.1", port: port)
        body.metadata = metadata.isEmpty ? nil : metadata.dictionary
        body.tags = tags.isEmpty ? nil : tags
        body.zone = zone
        body.weight = weight
        body.priority = priority
        body.lease = lease
        body.checks = checks.bodies
        return body
    }

    /// A change of what was given, and of nothing else.
    func patch(port: Int?, unset: [String], expectedRevision: Int64?) -> PatchBody {
        var patch = PatchBody()
        patch.address = address
        patch.port = port
        var changes = [String: String?](uniqueKeysWithValues: metadata.dictionary.map { ($0, $1) })
        for key in unset { changes.updateValue(nil, forKey: key) }
        patch.metadata = changes.isEmpty ? nil : changes
        patch.tags = tags.isEmpty ? nil : tags
        patch.zone = zone
        patch.weight = weight
        patch.priority = priority
        patch.lease = lease
        patch.checks = checks.bodies
        patch.expectedRevision = expectedRevision
        return patch
    }
}
