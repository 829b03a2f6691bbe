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
        query.statuses = (status ?? "any").split(separator: ",").map {
            $0.lowercased() == "any" ? "any" : $0.uppercased()
        }
        query.tags = tags
        query.zone = zone
        query.metadata = metadata.dictionary
        return query
    }

    func validate() throws {
        for word in (status ?? "any").split(separator: ",") {
            guard word.lowercased() == "any" || ServiceStatus(rawValue: word.uppercased()) != nil else {
                throw ValidationError("--status takes UP, DOWN, STARTING, OUT_OF_SERVICE or any, not \(word).")
            }
        }
    }

    func run() async throws {
        let view = try await source.withSource { source in
            let view = try await source.allInstances(query)
            if view.instances.isEmpty, let service { try await Self.find(service, in: source) }
            return view
        }
        try output.print(view) { width, paint in
            InstanceListing.listing(view.instances, now: .now).lines(width: width, paint)
        }
    }

    /// A name nobody bears is more likely a typing error than a service without instances.
    private static func find(_ service: String, in source: any RegistrySource) async throws {
        guard try await !source.services().services.contains(where: { $0.name == service.lowercased() }) else { return }
        throw Failure(
            "The registry does not know service \(SafeText.escaped(service, countMax: 64))",
            hint: "List them with `rollcall services`.", .notFound)
    }
}
