import RollcallCore

/// What a filter can ask for by name.
package enum FilterKey: Sendable, Hashable {
    case service, instance, state, type, from, to, breaker, zone, address, actor, revision, since, until, pick
    case weight, changes
    case metadata(String)

    /// How a key's values are compared.
    enum Kind: Sendable, Equatable {
        /// Part of a text.
        case text
        /// The beginning of one of these words.
        case words([String])
        case number
        case time
        /// A number, or yes for more than none.
        case count
    }

    init?(_ name: String) {
        if name.hasPrefix("meta."), name.count > "meta.".count {
            self = .metadata(String(name.dropFirst("meta.".count)))
            return
        }
        guard let key = Self.names.first(where: { $0.name == name.lowercased() })?.key else { return nil }
        self = key
    }

    static let names: [(name: String, key: FilterKey)] = [
        ("svc", .service), ("inst", .instance), ("state", .state), ("type", .type), ("from", .from), ("to", .to),
        ("breaker", .breaker), ("zone", .zone), ("addr", .address), ("actor", .actor), ("rev", .revision),
        ("since", .since), ("until", .until), ("pick", .pick), ("weight", .weight), ("chg", .changes),
    ]

    var kind: Kind {
        switch self {
        case .service, .instance, .zone, .address, .actor, .metadata: .text
        case .state: .words(Self.stateWords)
        case .type: .words(Self.typeWords)
        case .from, .to: .words(Self.statusWords + Self.breakerWords)
        case .breaker: .words(Self.breakerWords)
        case .revision, .weight, .changes: .number
        case .pick: .count
        case .since, .until: .time
        }
    }

    /// What its values are.
    var help: String {
        switch self {
        case .service: "part of a service's name"
        case .instance: "part of an instance's id"
        case .zone: "part of a zone's name"
        case .address: "part of an address with its port"
        case .actor: "who brought an event about: check, lease, request, traffic or daemon"
        case .state, .type, .breaker: words.joined(separator: " ")
        case .from: "what an event led away from: \(words.joined(separator: " "))"
        case .to: "what it led to"
        case .revision: "a revision"
        case .since: "not before: 10m for so long ago, 21:03, or 2026-11-22T21:03:11Z"
        case .until: "not after"
        case .pick: "yes, no, or how many instances calls may go to"
        case .weight: "the weight of an instance"
        case .changes: "changes of status in the last hour"
        case .metadata: "a value of the metadata"
        }
    }

    private var words: [String] { if case .words(let words) = kind { words } else { [] } }

    private static let statusWords = ["up", "down", "starting", "strt", "out_of_service"]
    private static let stateWords = statusWords + ["partial", "empty"]
    private static let breakerWords = ["closed", "open", "half_open", "forced_open"]
    private static let typeWords =
        EventKind.allCases.map(\.rawValue) + ["health", "lease", "drain", "resume", "ready", "expired"]
}
