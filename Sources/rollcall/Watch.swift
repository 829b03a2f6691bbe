import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallDashboard
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
    @Flag(help: "Lines in words that never change, as in 23:14:31Z DOWN orders orders-1 was UP: lease 15s ran out.")
    var plain = false
    @Option(
        help: ArgumentHelp(
            "With --plain: only lines that hold all these words; a minus before one excludes it.", valueName: "words"))
    var filter: String?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard service == nil || instance == nil else {
            throw ValidationError("Name a service or an instance, not both.")
        }
        guard filter == nil || plain else { throw ValidationError("--filter needs --plain.") }
        guard !plain || output.output == .table else { throw ValidationError("Choose --plain or --output json.") }
    }

    func run() async throws {
        let scope = instance.map { .instance($0) } ?? service.map { WatchScope.service($0) } ?? .all
        try await connection.withRegistry { registry in
            // Without an epoch the daemon takes the revision as one of its own.
            let position = after.map { WatchPosition(epoch: "", revision: $0) }
            var tail = EventTail(registry: registry, format: output.output)
            if plain { tail.line = Self.plain(filter ?? "") }
            try await tail.run(scope, after: position)
        }
    }

    /// The line of an event, or nil when the filter passes over it. ASCII unless the terminal's words are UTF-8.
    private static func plain(_ filter: String) -> (EventView) -> String? {
        let filter = PlainFilter(filter)
        let isASCII = !Console.isUTF8
        return { event in
            let line = PlainLine.text(event, isASCII: isASCII)
            return filter.accepts(line) ? line : nil
        }
    }
}
