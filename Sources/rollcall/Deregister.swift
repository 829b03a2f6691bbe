import ArgumentParser
import RollcallClient

struct Deregister: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Remove an instance from the registry.", discussion: Failure.help)

    @OptionGroup var instance: InstanceArgument
    @Option(help: "Refuse when the instance is at another revision.") var expectedRevision: Int64?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let view = try await connection.withRegistry {
            try await $0.deregister(instance.id, expectedRevision: expectedRevision)
        }
        try output.print(view) { _, paint in [ChangeLine.text(view, paint)] }
    }
}
