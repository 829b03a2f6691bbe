import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallWire

struct Watch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print changes as they happen, a line each.",
        discussion: """
            Comes back by itself when the daemon does, and misses nothing. Ends with Ctrl-C.

            \(Failure.help)
            """)

    @Option(help: "Only this service.", completion: .custom { await InstanceCompletion.services($0, $1, $2) })
    var service: String?
    @Option(help: "Only this instance.", completion: .custom { await InstanceCompletion.ids($0, $1, $2) })
    var instance: String?
    @Option(help: "Begin after this revision instead of now.") var after: Int64?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard service == nil || instance == nil else {
            throw ValidationError("Name a service or an instance, not both.")
        }
    }

    func run() async throws {
        let scope = instance.map { .instance($0) } ?? service.map { WatchScope.service($0) } ?? .all
        try await connection.withRegistry { registry in
            // Without an epoch the daemon takes the revision as one of its own.
            let position = after.map { WatchPosition(epoch: "", revision: $0) }
            try await EventTail(registry: registry, format: output.output).run(scope, after: position)
        }
    }
}
