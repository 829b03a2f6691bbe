import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallWire

struct Events: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what happened, oldest first.",
        discussion: """
            Without bounds the newest 50; with --since or --after all from there; with --at those around a revision \
            or time. Times are RFC 3339, or durations back from now such as 1h.

            \(Failure.help)
            """)

    @Option(help: "Only this service.", completion: .custom { await InstanceCompletion.services($0, $1, $2) })
    var service: String?
    @Option(help: "Only this instance.", completion: .custom { await InstanceCompletion.ids($0, $1, $2) })
    var instance: String?
    @Option(
        name: .customLong("kind"),
        help: ArgumentHelp(
            "Only these: \(EventKind.allCases.map(\.rawValue).joined(separator: ", ")). Separated by commas.",
            valueName: "kinds"), completion: .list(EventKind.allCases.map(\.rawValue)))
    var kinds: String?
    @Option(help: "Not before this time.") var since: String?
    @Option(help: "Not after this time.") var until: String?
    @Option(help: "After this revision.") var after: Int64?
    @Option(help: "Before this revision.") var before: Int64?
    @Option(help: "Those around this revision or time.") var at: String?
    @Option(help: "At most so many, the newest.") var limit: Int?
    @Flag(help: "Go on with each event as it comes, a line each; ends with Ctrl-C.") var follow = false
    @OptionGroup var source: SourceOptions
    @OptionGroup var output: OutputOptions

    static let limitDefault = 50

    func validate() throws {
        for kind in query.kinds where EventKind(rawValue: kind) == nil {
            throw ValidationError(
                "--kind takes \(EventKind.allCases.map(\.rawValue).joined(separator: ", ")), not \(kind).")
        }
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1.") }
        if at != nil, since != nil || until != nil || after != nil || before != nil || follow {
            throw ValidationError("--at goes with filters and --limit only.")
        }
        guard follow else { return }
        guard until == nil, before == nil else {
            throw ValidationError("--follow has no end: leave out --until and --before.")
        }
        guard source.database == nil else { throw ValidationError("--follow needs a daemon: leave out --database.") }
    }

    var query: HistoryQuery {
        var query = HistoryQuery()
        query.service = service
        query.instance = instance
        query.kinds = kinds.map { $0.split(separator: ",").map(String.init) } ?? []
        query.since = since
        query.until = until
        query.after = after
        query.before = before
        return query
    }

    func run() async throws {
        guard !follow else {
            return try await source.connection.withRegistry { registry in
                let page = try await found(in: registry)
                let tail = EventTail(registry: registry, format: output.output, accepts: accepts)
                for event in page.events { try tail.print(event) }
                // The page was read at this revision: nothing between it and the watch is missed or told twice.
                try await tail.run(scope, after: WatchPosition(epoch: page.epoch, revision: page.revision))
            }
        }
        let page = try await source.withSource { try await found(in: $0) }
        try output.print(page) { width, paint in
            [EventLine.header(width, paint)] + page.events.map { EventLine.text($0, width, paint) }
        }
    }

    private func found(in source: any RegistrySource) async throws -> EventPageView {
        let history = HistoryReader(source: source)
        if let at { return try await history.around(at, query, count: limit ?? Self.aroundDefault) }
        let isBounded = since != nil || after != nil
        return try await history.read(query, newest: limit ?? (isBounded ? nil : Self.limitDefault))
    }

    private static let aroundDefault = 20

    private var scope: WatchScope {
        instance.map { .instance($0) } ?? service.map { WatchScope.service($0) } ?? .all
    }

    private func accepts(_ event: EventView) -> Bool {
        let kinds = query.kinds
        return (kinds.isEmpty || kinds.contains(event.kind))
            && (service == nil || event.service == service?.lowercased())
            && (instance == nil || event.instance == instance)
    }
}
