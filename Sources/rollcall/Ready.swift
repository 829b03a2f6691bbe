import ArgumentParser
import RollcallClient

struct Ready: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say that a STARTING instance is ready for traffic.", discussion: Failure.help)

    @OptionGroup var instance: InstanceArgument
    @Option(help: "Why, for the history.") var reason: String?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let view = try await connection.withRegistry { try await $0.ready(instance.id, reason: reason) }
        try output.print(view) { _, paint in [ChangeLine.text(view, paint)] }
    }
}
