import RollcallClient
import RollcallCore
import RollcallWire

/// Prints events as they come, for as long as the program runs.
struct EventTail {
    let registry: RemoteRegistry
    let format: OutputFormat
    /// Which events to print; the watch itself narrows by service or instance only.
    var accepts: (EventView) -> Bool = { _ in true }
    /// Says an event in a line of its own kind, or nothing of it.
    var line: ((EventView) -> String?)?

    private static let recheck = Duration.milliseconds(250)

    func run(_ scope: WatchScope, after position: WatchPosition?) async throws {
        var position = position
        while true {
            var staleness: Staleness?
            for try await item in registry.follow(scope, after: position) {
                switch item {
                case .change(let event): if accepts(event) { try print(event) }
                case .lost(let error, let retry):
                    Console.complain("\(Failure(error).line) Trying again in \(DurationText.brief(retry)).")
                case .stale(let reason): staleness = reason
                case .connected, .pulse: break
                }
            }
            guard let staleness else { return }
            Console.complain("rollcall: \(words(staleness)) Following from now on.")
            position = nil
            try await Task.sleep(for: Self.recheck)
        }
    }

    func print(_ event: EventView) throws {
        if let line { return try Console.print([line(event)].compactMap { $0 }) }
        switch format {
        case .json: try Console.print([JSONText.line(event)])
        case .table: try Console.print([EventLine.text(event, Console.width, .standard)])
        }
    }

    private func words(_ staleness: Staleness) -> String {
        switch staleness {
        case .compacted(let floor):
            "What happened meanwhile is no longer kept"
                + (floor.map { "; the history begins after revision \($0)." } ?? ".")
        case .epochChanged: "This is another registry, or one restored from a backup."
        }
    }
}
