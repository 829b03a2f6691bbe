import ArgumentParser
import Foundation
import RollcallCore
import RollcallStore
import RollcallWire

struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Check a file: registrations in JSON, or a database.",
        discussion: """
            Registrations are held against every limit of the registry, as `register --file` takes them: one object \
            with its `id`, an array, or {"instances": […]}. A database is read, never changed.

            \(Failure.help)
            """)

    @Argument(help: ArgumentHelp("The file.", valueName: "file"), completion: .file()) var path: String
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let report = try await DatabaseCheck.isDatabase(path) ? DatabaseCheck.report(path) : registrations()
        try output.print(report) { _, _ in report.lines }
    }

    private func registrations() throws(Failure) -> CheckReport {
        let items = try RegistrationFile(path: path).items
        let services = Set(items.map(\.body.name))
        let checks = items.reduce(0) { $0 + ($1.body.checks?.count ?? 0) }
        return CheckReport(
            file: path, kind: "registrations",
            findings: ["\(items.count) instances of \(services.count) services with \(checks) checks"])
    }
}

/// What was found in a file that is in order; one that is not ends the command instead.
struct CheckReport: Encodable, Equatable {
    let file: String
    let kind: String
    let findings: [String]

    var lines: [String] {
        ["\(SafeText.escaped(file)): \(kind), in order"] + findings.map { "  " + SafeText.escaped($0) }
    }
}
