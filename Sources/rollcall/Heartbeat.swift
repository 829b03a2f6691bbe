import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallWire

struct Heartbeat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Renew the leases of instances.", discussion: Failure.help)

    @Argument(help: "The ids of the instances.", completion: .custom { await InstanceCompletion.ids($0, $1, $2) })
    var ids: [String]
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...HeartbeatsBody.countMax).contains(ids.count) else {
            throw ValidationError("Name 1 to \(HeartbeatsBody.countMax) instances.")
        }
    }

    func run() async throws {
        guard ids.count > 1 else {
            let view = try await connection.withRegistry { try await $0.heartbeat(ids[0]) }
            return try output.print(view) { _, _ in [Self.line(view.id, view.expiresInMilliseconds)] }
        }
        let view = try await connection.withRegistry { try await $0.heartbeats(ids) }
        try output.print(view) { _, _ in
            view.results.map { item in
                item.problem.map { "\(SafeText.escaped(item.id)): \(ClientError.problem($0).message)" }
                    ?? Self.line(item.id, item.expiresInMilliseconds ?? 0)
            }
        }
        // One that was refused makes the whole a failure for a script, though the others were renewed.
        if let problem = view.results.lazy.compactMap(\.problem).first { throw ClientError.problem(problem) }
    }

    private static func line(_ id: String, _ milliseconds: Int64) -> String {
        "\(SafeText.escaped(id)) renewed, \(DurationText.brief(.milliseconds(milliseconds))) left"
    }
}
