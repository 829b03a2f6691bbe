import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallWire

struct Instances: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List instances, of one service or of all, whatever their status.", discussion: Failure.help)

    @Argument(
        help: "The service; all when left out.", completion: .custom { await InstanceCompletion.services($0, $1, $2) })
    var service: String?
    @Option(
        help: ArgumentHelp("Only these: UP, DOWN, STARTING, OUT_OF_SERVICE, separated by commas.", valueName: "status"),
        completion: .list(ServiceStatus.allCases.map(\.rawValue)))
    var status: String?
    @Option(name: .customLong("tag"), help: "Only with this tag. Repeatable.") var tags: [String] = []
    @Option(help: "Only in this zone.") var zone: String?
    @Option(
        name: .customLong("meta"),
        help: ArgumentHelp("Only with this pair of metadata. Repeatable.", valueName: "key=value"))
    var metadata: [PairArgument] = []
    @OptionGroup var source: SourceOptions
    @OptionGroup var output: OutputOptions

    var query: InstanceQuery {
        var query = InstanceQuery(service: service)
        query.statuses = (status ?? "any").split(separator: ",").map { $0 == "any" ? "any" : $0.uppercased() }
        query.tags = tags
        query.zone = zone
        query.metadata = metadata.dictionary
        return query
    }

    func validate() throws {
        for status in query.statuses where status != "any" && ServiceStatus(rawValue: status) == nil {
            throw ValidationError("--status takes UP, DOWN, STARTING, OUT_OF_SERVICE or any, not \(status).")
        }
    }

    func run() async throws {
        let view = try await source.withSource { try await $0.allInstances(query) }
        try output.print(view) { width, paint in
            InstanceListing.listing(view.instances, now: .now).lines(width: width, paint)
        }
    }
}
