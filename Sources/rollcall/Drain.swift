import ArgumentParser
import RollcallClient

struct Drain: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take an instance out of service, whatever its checks say.", discussion: Failure.help)

    @OptionGroup var instance: InstanceArgument
    @Option(help: "Why, for the history.") var reason: String?
    @Option(help: "Refuse when the instance is at another revision.") var expectedRevision: Int64?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let view = try await connection.withRegistry {
            try await $0.drain(instance.id, reason: reason, expectedRevision: expectedRevision)
        }
        try output.print(view) { _, paint in [ChangeLine.text(view, paint)] }
    }
}
