import ArgumentParser
import RollcallClient
import RollcallCore
import RollcallDashboard
import RollcallWire

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Show how the daemon is.", discussion: Failure.help)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let view = try await connection.withRegistry { try await $0.status() }
        try output.print(view) { Self.lines(view, $0, $1) }
    }

    static func lines(_ view: StatusView, _ width: Int?, _ paint: Paint) -> [String] {
        var pairs = Listing([.init(""), .init("", widthMin: 20)])
        func add(_ title: String, _ text: String, _ colour: Paint.Colour? = nil) {
            pairs.add([.init(title, .faint), .init(text, colour)])
        }
        let counts = view.instances
        let database = view.database
        add(
            "version",
            "\(view.version), pid \(view.pid), up \(DurationText.brief(.milliseconds(view.uptimeMilliseconds)))")
        add("revision", "\(view.revision), history after \(view.floor), epoch \(view.epoch)")
        add("services", "\(view.services)")
        add(
            "instances",
            "\(counts.total): \(counts.up) UP, \(counts.down) DOWN, \(counts.starting) STARTING, "
                + "\(counts.outOfService) OUT_OF_SERVICE")
        add("leases", "\(view.leases.held) held, \(view.leases.expired) run out")
        add(
            "evictions", view.selfPreservation ? "paused: too many leases ran out at once" : "as due",
            view.selfPreservation ? .red : nil)
        add("checks", checks(view.checks))
        add("watchers", "\(view.watchers)")
        add("waiting", "\(view.waitingCommands) commands")
        if let resident = view.residentBytes { add("memory", bytes(resident)) }
        add("database", database.path)
        add("", "\(bytes(database.bytes)), write-ahead log \(bytes(database.walBytes)), \(database.events) events")
        add("", "durability \(database.durability)" + (database.sqlite.map { ", SQLite \($0)" } ?? ""))
        return Array(pairs.lines(width: width, paint).dropFirst())
    }

    private static func checks(_ checks: StatusView.Checks) -> String {
        let lateness = checks.latenessMillisecondsP99.map { ", p99 \(Int($0.rounded())) ms late" } ?? ""
        return "\(checks.scheduled) scheduled, \(checks.inFlight) in flight, \(checks.probes) made\(lateness)"
    }

    static func bytes(_ count: Int64) -> String {
        var rest = count
        for unit in ["B", "KiB", "MiB"] {
            if rest < 10_240 { return "\(rest) \(unit)" }
            rest /= 1_024
        }
        return "\(rest) GiB"
    }
}
