import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallWire

struct Update: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Change some parts of an instance.",
        discussion: """
            A provider whose heartbeats carry its registration, as those of `rollcall run` and the Swift library do, puts \
            back what it says itself. `rollcall drain` holds whatever the provider says.

            \(Failure.help)
            """)

    @OptionGroup var instance: InstanceArgument
    @Option(help: "The port it listens on.") var port: Int?
    @OptionGroup var options: InstanceOptions
    @Option(help: ArgumentHelp("A key of the metadata to remove. Repeatable.", valueName: "key"))
    var unset: [String] = []
    @Flag(help: "Remove all tags.") var noTags = false
    @Flag(help: "Remove all checks.") var noChecks = false
    @Option(help: "Refuse when the instance is at another revision.") var expectedRevision: Int64?
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    var patch: PatchBody {
        var patch = options.patch(port: port, unset: unset, expectedRevision: expectedRevision)
        if noTags { patch.tags = [] }
        if noChecks { patch.checks = [] }
        return patch
    }

    func validate() throws {
        let patch = patch
        var empty = PatchBody()
        empty.expectedRevision = expectedRevision
        guard patch != empty else { throw ValidationError("Say what to change, as in --weight 2.") }
        do { _ = try patch.validated(.standard) } catch { throw ValidationError("\(error).") }
    }

    func run() async throws {
        let view = try await connection.withRegistry { try await $0.update(instance.id, patch) }
        try output.print(view) { _, paint in [ChangeLine.text(view, paint)] }
    }
}
