import ArgumentParser
import Foundation
import Logging
import RollcallCore
import RollcallDaemon

/// `rollcall serve`: the daemon.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Run the registry's daemon until SIGTERM or SIGINT.",
        discussion: """
            Settings come from a file (--config), the environment (ROLLCALL_LISTEN, ROLLCALL_LOG_LEVEL, …) and these flags; \
            what comes later in this list wins.

            Exit codes: 0 stopped in order, 73 the database cannot be used, 74 a commit failed and its outcome is \
            unknown, 76 the address cannot be listened on, 78 a setting is wrong.
            """)

    @Option(help: "The address and port to listen on, 127.0.0.1:7420 by default; port 0 takes a free one.")
    var listen: String?
    @Option(help: "The database file, by default in this user's state folder.", completion: .file())
    var database: String?
    @Option(help: "A YAML file with settings.", completion: .file(extensions: ["yaml", "yml"]))
    var config: String?
    @Option(name: .customLong("log-level"), help: "trace, debug, info, notice, warning, error or critical.")
    var logLevel: String?
    @Option(name: .customLong("log-format"), help: "text or json.")
    var logFormat: String?
    @Flag(name: .customLong("check-config"), help: "Check the settings, show them and leave.")
    var checkConfig = false

    func run() async throws {
        let settings = try await settings()
        guard !checkConfig else { return print(settings.summary) }
        let logger = settings.logger()
        do {
            try await Daemon(settings, logger: logger).run { address in
                logger.info(
                    "Listening", metadata: ["url": "http://\(address)", "database": "\(settings.databasePath)"])
            }
        } catch let error as StoreError {
            throw Self.failure(error.problem, error.hint, error.exitCode)
        } catch {
            throw Self.failure(
                "Cannot listen on \(settings.listen): \(SystemError.words(error)).",
                "Name another address with --listen.", 76)
        }
        logger.info("Stopped")
    }

    private func settings() async throws -> Settings {
        var flags: [String: String] = [:]
        flags["listen"] = listen
        flags["database"] = database
        flags["log.level"] = logLevel
        flags["log.format"] = logFormat
        do {
            return try await SettingsReader(
                flags: flags, environment: ProcessInfo.processInfo.environment, file: config
            ).settings()
        } catch {
            throw Self.failure("\(error).", "Correct the setting; assets/rollcall.yaml explains each.", 78)
        }
    }

    private static func failure(_ problem: String, _ hint: String, _ code: Int32) -> ExitCode {
        FileHandle.standardError.write(Data("rollcall: \(problem) \(hint)\n".utf8))
        return ExitCode(code)
    }
}

extension StoreError {
    fileprivate var exitCode: Int32 {
        if case .outcomeUnknown = self { 74 } else { 73 }
    }
}

extension Settings {
    fileprivate var summary: String {
        """
        listen: \(listen)
        database: \(databasePath)
        http.open: \(isOpen)
        http.host_names: \(hostNames.sorted().joined(separator: ","))
        log.level: \(logLevel)
        log.format: \(logFormat.rawValue)
        limits.instances: \(instanceCountMax)
        retention.events: \(retention.eventCountMax)
        retention.age: \(DurationText.format(retention.ageMax))
        self_preservation.share: \(selfPreservation.share)
        self_preservation.window: \(DurationText.format(selfPreservation.window))
        self_preservation.minimum: \(selfPreservation.expiryCountMin)
        self_preservation.hold: \(DurationText.format(selfPreservation.hold))
        health.in_flight: \(checksInFlightMax)
        health.in_flight_per_target: \(checksPerTargetMax)
        health.loopback: \(checksMayDialLoopback)
        traffic.keys: \(pickKeyCountMax)
        """
    }
}
