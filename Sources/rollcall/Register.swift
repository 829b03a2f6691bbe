import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallWire

struct Register: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Register an instance, or the instances of a file.",
        discussion: """
            rollcall register orders-1 --name orders --port 8081 --check http:/health --ttl 30s

            An instance with checks begins STARTING and is UP with the first pass; one without begins UP. Its lease \
            runs out unless it is renewed: see --keep, and `rollcall heartbeat`.

            \(Failure.help)
            """)

    @Argument(help: "The id of the instance, unique in the registry.") var id: String?
    @Option(
        help: "The service it belongs to.", completion: .custom { await InstanceCompletion.services($0, $1, $2) })
    var name: String?
    @Option(help: "The port it listens on.") var port: Int?
    @OptionGroup var options: InstanceOptions
    @Option(
        help: ArgumentHelp("Register what a JSON file says instead.", valueName: "path"),
        completion: .file(extensions: ["json"]))
    var file: String?
    @Option(help: "The status to begin with: UP, DOWN, STARTING or OUT_OF_SERVICE.") var status: String?
    @Flag(help: "Stay and renew the lease until interrupted; then drain and deregister.") var keep = false
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard file == nil else {
            guard id == nil, name == nil, port == nil else {
                throw ValidationError("--file says it all: leave out the id, --name and --port.")
            }
            return
        }
        do { _ = try item().body.validated(InstanceID(item().id)) } catch let error as InvalidField {
            throw ValidationError("\(error).")
        }
    }

    private func item() throws -> RegistrationFile.Item {
        guard let id, let name, let port else {
            throw ValidationError("Say what to register: an id, --name and --port; or --file.")
        }
        var body = options.body(name: name, port: port)
        body.status = status
        return RegistrationFile.Item(id: id, body: body)
    }

    func run() async throws {
        let items = try file.map { path throws(Failure) in try RegistrationFile(path: path).items } ?? [item()]
        try await connection.withRegistry { registry in
            let batch = RegistrationBatch(registry: registry, items: items)
            let (views, error) = await batch.run()
            // What was done before one was refused stays done, and is said.
            if file == nil, let view = views.first {
                try output.print(view) { _, paint in [ChangeLine.text(view, paint)] }
            } else if file != nil {
                try output.print(views) { _, paint in views.map { ChangeLine.text($0, paint) } }
            }
            if let error { throw error }
            if keep { try await Keeper(registry: registry, items: items).run() }
        }
    }
}
