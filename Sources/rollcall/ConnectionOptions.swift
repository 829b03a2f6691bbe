import ArgumentParser
import Foundation
import RollcallClient
import RollcallCore

/// Which daemon a command talks to.
struct ConnectionOptions: ParsableArguments {
    static let variable = "ROLLCALL_ADDR"
    static let tokenVariable = "ROLLCALL_TOKEN_FILE"

    @Option(
        help: ArgumentHelp(
            "The daemon's address. (default: $\(variable), or \(DaemonURL.standard))", valueName: "url"))
    var addr: String?

    @Option(
        help: ArgumentHelp(
            "A file with the bearer token to show. (default: $\(tokenVariable))", valueName: "path"),
        completion: .file())
    var tokenFile: String?

    func url() throws(ClientError) -> DaemonURL {
        guard let addr else { return try Self.fromEnvironment() }
        return try DaemonURL(addr)
    }

    /// The file at `path`, or the one that the environment names.
    static func tokens(_ path: String? = nil) throws(ClientError) -> TokenFile? {
        let path = path ?? ProcessInfo.processInfo.environment[tokenVariable] ?? ""
        return path.isEmpty ? nil : try TokenFile(path: path)
    }

    static func fromEnvironment() throws(ClientError) -> DaemonURL {
        guard let given = ProcessInfo.processInfo.environment[variable], !given.isEmpty else { return .standard }
        return try DaemonURL(given)
    }

    func withRegistry<Result>(_ body: (RemoteRegistry) async throws -> Result) async throws -> Result {
        try await RemoteRegistry.withRegistry(try url(), tokenFile: try Self.tokens(tokenFile), body)
    }
}

/// The instance a command is about.
struct InstanceArgument: ParsableArguments {
    @Argument(help: "The id of the instance.", completion: .custom { await InstanceCompletion.ids($0, $1, $2) })
    var id: String

    func validate() throws {
        do { _ = try InstanceID(id) } catch { throw ValidationError("The instance's id \(error.problem).") }
    }
}
