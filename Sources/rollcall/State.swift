import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallWire

struct State: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show the registry as it was, from its history.", discussion: Failure.help)

    @Option(help: "A revision, a time such as 2026-11-22T03:12:00Z, or a duration back from now such as 1h.")
    var at: String
    @Option(help: "Only this service.", completion: .custom { await InstanceCompletion.services($0, $1, $2) })
    var service: String?
    @OptionGroup var source: SourceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var view = try await source.withSource { try await $0.state(at: at) }
        if let service { view.instances.removeAll { $0.name != service.lowercased() } }
        try output.print(view) { width, paint in
            // Ages are those of that time, not of today.
            let then = view.time.flatMap { WallTime(rfc3339: $0) } ?? .now
            let when = view.time.map { ", " + SafeText.escaped($0) } ?? ""
            return [paint("The registry at revision \(view.revision)\(when)", .bold)]
                + InstanceListing.listing(view.instances, now: then).lines(width: width, paint)
        }
    }
}
