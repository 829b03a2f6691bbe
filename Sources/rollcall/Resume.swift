import ArgumentParser
import RollcallClient

struct Resume: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring a drained instance back; it begins STARTING.", discussion: Failure.help)

    @OptionGroup var instance: InstanceArgument
    @Option(help: "Why, for the history.") var reason: String?
    @Option(help: "Refuse when the instance is at another revision.") var expectedRevision: Int64?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let view = try await connection.withRegistry {
            try await $0.resume(instance.id, reason: reason, expectedRevision: expectedRevision)
        }
        try output.print(view) { _, paint in [ChangeLine.text(view, paint)] }
    }
}
