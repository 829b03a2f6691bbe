import ArgumentParser
import Foundation
import Logging
import RollcallClient
import RollcallCore
import RollcallRun
import RollcallWire

struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run any program as an instance of a service.",
        discussion: """
            rollcall run --name orders --port 8080 --check http:/health -- ./orders --verbose

            Starts it, registers it, renews its lease, forwards signals; told to stop by SIGTERM or SIGINT, it drains \
            the instance, waits --drain-time, ends the program with SIGTERM, and passes its exit code on. Works on \
            while the daemon is away. Without checks the program is registered when it has lived for --settle-time. \
            The program must stay in the foreground: what it leaves behind is ended with it.

            Each heartbeat carries what stands here: what `rollcall update` changes is put back. `rollcall drain` holds.

            Exit codes: the program's own; 128 and the number of the signal that ended it; 126 it could not be \
            started, 127 it was not found; 64 wrong usage.
            """)

    @Option(help: "The service.", completion: .custom { await InstanceCompletion.services($0, $1, $2) })
    var name: String
    @Option(help: "The id of the instance. (default: the service, this machine's name and the process's number)")
    var id: String?
    @Option(
        help:
            "The port it listens on; `auto` finds a free one and hands it over as PORT in the environment, which is left alone otherwise."
    )
    var port: PortArgument
    @OptionGroup var options: InstanceOptions
    @Option(help: "Start it again when it ends: never, on_failure or always.") var restart = "never"
    @Option(help: "From the drain until the program is told to stop.") var drainTime = "5s"
    @Option(help: "From SIGTERM to SIGKILL.") var grace = "10s"
    @Option(help: "How long a program without checks must have lived before it is registered.") var settleTime = "1s"
    @OptionGroup var connection: ConnectionOptions
    @Argument(parsing: .postTerminator, help: "The program and its arguments, behind --.") var command: [String] = []

    func validate() throws {
        guard !command.isEmpty else { throw ValidationError("Say what to run, behind --.") }
        _ = try settings()
        // Otherwise the id that is made of it would be found wrong.
        do { _ = try ServiceName(name) } catch { throw ValidationError("--name \(error.problem).") }
        do { _ = try registration(port: 1) } catch { throw ValidationError("\(error).") }
    }

    private func settings() throws -> SupervisionSettings {
        var settings = SupervisionSettings()
        guard let restart = SupervisionSettings.Restart(rawValue: restart) else {
            throw ValidationError("--restart takes never, on_failure or always, not \(restart).")
        }
        settings.restart = restart
        settings.drainTime = try time(drainTime, "drain-time")
        settings.grace = try time(grace, "grace")
        // Checks say themselves when it is up.
        settings.settleTime = options.checks.checks.isEmpty ? try time(settleTime, "settle-time") : .zero
        return settings
    }

    private func time(_ text: String, _ option: String) throws -> Duration {
        guard let time = DurationText.parse(text) else {
            throw ValidationError("--\(option) takes a duration, as in 5s, not \(text).")
        }
        return time
    }

    private func registration(port: UInt16) throws(InvalidField) -> Registration {
        let machine = ProcessInfo.processInfo.hostName.prefix { $0 != "." }
        let standard = "\(name)-\(machine)-\(ProcessInfo.processInfo.processIdentifier)".suffix(64)
        return try options.body(name: name, port: Int(port)).validated(InstanceID(id ?? String(standard))).0
    }

    func run() async throws {
        let settings = try settings()
        let program = Program(
            command, environment: ProcessInfo.processInfo.environment,
            port: port.isAutomatic ? .automatic : .fixed(port.number))
        // Caught before anything else starts, so that none is missed.
        let signals = SignalWatch.start()
        let code = try await connection.withRegistry { registry in
            let provider = RunProvider(registry) { port throws(InvalidField) in try registration(port: port) }
            let runner = ChildRunner(program, settings, provider: provider) { words in
                Console.complain("rollcall: \(SafeText.escaped(command[0], countMax: 200)) \(words)")
            }
            return await runner.run(signals: signals)
        }
        throw ExitCode(code)
    }
}

/// A port, or `auto`.
struct PortArgument: ExpressibleByArgument, Equatable, Sendable {
    let number: UInt16
    let isAutomatic: Bool

    init?(argument: String) {
        isAutomatic = argument == "auto"
        guard let number = isAutomatic ? 0 : UInt16(argument), isAutomatic || number > 0 else { return nil }
        self.number = number
    }
}
